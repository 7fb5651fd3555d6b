using LearnLoadBalancer.Level4.Policies;

namespace LearnLoadBalancer.Level4;

/// <summary>Level 4: lists its policies.</summary>
internal static class Program
{
    private static void Main()
    {
        foreach (PolicyEntry policy in PolicyCatalog.All)
        {
            Console.WriteLine($"{policy.Name,-22}{policy.Description}");
        }
    }
}
