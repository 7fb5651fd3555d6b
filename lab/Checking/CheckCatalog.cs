namespace LearnLoadBalancer.Lab.Checking;

/// <summary>All checks that there are: every class that derives from <see cref="Check"/>.</summary>
internal static class CheckCatalog
{
    /// <summary>In the order in which they run.</summary>
    public static IReadOnlyList<Check> All { get; } =
        [.. typeof(Check).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Check)) && !type.IsAbstract)
            .Select(type => (Check)Activator.CreateInstance(type)!)
            .OrderBy(check => check.Level)
            .ThenBy(check => check.Order)];

    /// <summary>The highest level that has checks.</summary>
    public static int HighestLevel => All[^1].Level;

    /// <summary>The checks of a level and of all levels below it.</summary>
    public static IReadOnlyList<Check> UpTo(int level) => [.. All.Where(check => check.Level <= level)];
}
