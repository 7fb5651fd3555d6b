using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Proxies;

namespace LearnLoadBalancer.Lab.Bench.Scenarios;

/// <summary>One situation in which proxies are compared.</summary>
internal interface IScenario
{
    /// <summary>Its name in <c>--scenario</c> and in the JSON file.</summary>
    string Key { get; }

    /// <summary>Its heading.</summary>
    string Title { get; }

    /// <summary>What the load is, for the report.</summary>
    string Load { get; }

    /// <summary>The figures that are shown; the first is the one that ratios are made of.</summary>
    IReadOnlyList<Figure> Columns { get; }

    /// <summary>Where the proxies differ from the default: a new process for each round, an allocation probe in it.</summary>
    ProxyNeeds Needs { get; }

    /// <summary>Whether it says anything about this proxy. Null stands for no proxy at all.</summary>
    bool AppliesTo(IProxy? proxy);

    /// <summary>Runs before the first round, so that it is not the one in which programs compile and pools fill.</summary>
    Task WarmUpAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel);

    /// <summary>Measures once.</summary>
    Task<Sample> MeasureAsync(BenchTarget target, TimeSpan duration, CancellationToken cancel);
}
