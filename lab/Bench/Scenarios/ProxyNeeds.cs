namespace LearnLoadBalancer.Lab.Bench.Scenarios;

/// <summary>What a scenario wants of the proxies' processes.</summary>
[Flags]
internal enum ProxyNeeds
{
    /// <summary>Started once, measured in every round.</summary>
    None = 0,

    /// <summary>Started anew for each round: memory that was used once is not given back.</summary>
    FreshProcess = 1,

    /// <summary>Started so that it tells what it allocates.</summary>
    AllocationProbe = 2,

    /// <summary>Backends that read what is uploaded to the end before they answer.</summary>
    UploadSink = 4,
}
