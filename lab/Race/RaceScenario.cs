namespace LearnLoadBalancer.Lab.Race;

/// <summary>A race track: servers, load, and what is difficult about them.</summary>
/// <param name="Key">What <c>--scenario</c> takes.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Story">What is different here, in a sentence or two.</param>
/// <param name="Servers">The backends.</param>
/// <param name="PerSecond">Requests per second, on average. They arrive at random (Poisson) and wait for nobody.</param>
/// <param name="Costs">What requests cost, at speed 1.</param>
/// <param name="Balancers">How many balancers share the load. Each has its own policy and its own counts.</param>
/// <param name="ReportEvery">
/// How often the balancers learn how many requests all of them together have at each server. Between two
/// reports each knows only of its own. Null: there are no reports.
/// </param>
internal sealed record RaceScenario(
    string Key,
    string Title,
    string Story,
    IReadOnlyList<RaceServer> Servers,
    double PerSecond,
    RequestCosts Costs,
    int Balancers = 1,
    TimeSpan? ReportEvery = null);
