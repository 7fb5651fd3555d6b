namespace LearnLoadBalancer.Tests.Support;

/// <summary>What a test finds wrong, in words.</summary>
internal static class Complaints
{
    /// <summary>Fails with all of them. (Assert.Empty would cut each to fifty characters.)</summary>
    public static void None(IEnumerable<string?> complaints)
    {
        string[] all = [.. complaints.OfType<string>()];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
