using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>The figures of one scenario.</summary>
/// <param name="Key">Its name in <c>--scenario</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Load">What the load and the backends were.</param>
/// <param name="Columns">The figures that are shown; ratios are made of the first.</param>
/// <param name="Results">One for each proxy, in the order of the list.</param>
internal sealed record ScenarioResult(
    string Key, string Title, string Load, IReadOnlyList<Figure> Columns, IReadOnlyList<ProxyResult> Results)
{
    /// <summary>Those to whom the others are compared.</summary>
    private static readonly string[] References = ["nginx", "haproxy", "haproxy-tcp", "go"];

    /// <summary>The figure that this scenario is about.</summary>
    public Figure Main => Columns[0];

    /// <summary>The references that took part, and have the main figure.</summary>
    public IReadOnlyList<ProxyResult> ReferencesHere =>
        [.. Results.Where(result => References.Contains(result.Proxy) && result.Medians[Main] is not null)];

    /// <summary>The result of a proxy, or null when it did not take part.</summary>
    public ProxyResult? Of(string proxy) => Results.FirstOrDefault(result => result.Proxy == proxy);
}
