namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 5, naive: each ejection takes as long as every other.</summary>
internal static class SameTimeEveryTime
{
    public static TimeSpan Until(TimeSpan now)
    {
        return now + TimeSpan.FromSeconds(10);
    }
}
