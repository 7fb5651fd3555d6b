namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 5, naive: it looks at how many are ejected, and not at how many would be.</summary>
internal static class CountsWhatIs
{
    public static bool Allows(int ejected, int all, double most)
    {
        return ejected < most * all;
    }
}
