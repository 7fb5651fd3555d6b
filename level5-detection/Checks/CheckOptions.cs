namespace LearnLoadBalancer.Level5.Checks;

/// <summary>How backends are checked.</summary>
internal sealed record CheckOptions
{
    /// <summary>From the start of one check to the start of the next. 5 s: HAProxy has 2, YARP 15, Caddy and Traefik 30.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one check may take in all. 2 s, as in the levels before.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many have to pass in a row to bring one up that is down. HAProxy's 2.</summary>
    public int Rise { get; init; } = 2;

    /// <summary>How many have to fail in a row to bring one down that is up. HAProxy's 3.</summary>
    public int Fall { get; init; } = 3;

    /// <summary>What to ask for. Null: nothing is asked, a connection that comes about is enough.</summary>
    public HttpCheckOptions? Http { get; init; }
}
