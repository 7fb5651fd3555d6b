namespace LearnLoadBalancer.Lab.Bench.Figures;

/// <summary>Something that is measured: its name, its unit, and which way is better.</summary>
/// <param name="Key">The name in the JSON file.</param>
/// <param name="Title">The heading of its column.</param>
/// <param name="Unit">The unit, for the heading; empty for a plain number.</param>
/// <param name="Digits">Digits after the point.</param>
/// <param name="LowerIsBetter">True for costs, false for yields.</param>
internal sealed record Figure(string Key, string Title, string Unit, int Digits, bool LowerIsBetter = true)
{
    /// <summary>The throughput of whole requests.</summary>
    public static readonly Figure RequestsPerSecond = new("requestsPerSecond", "Requests", "1/s", 0, LowerIsBetter: false);

    /// <summary>The throughput of bodies.</summary>
    public static readonly Figure MegabytesPerSecond = new("megabytesPerSecond", "Bodies", "MB/s", 0, LowerIsBetter: false);

    /// <summary>Half of the requests took no longer.</summary>
    public static readonly Figure P50 = new("p50", "p50", "ms", 2);

    /// <summary>One request of a hundred took longer.</summary>
    public static readonly Figure P99 = new("p99", "p99", "ms", 2);

    /// <summary>One request of a thousand took longer.</summary>
    public static readonly Figure P999 = new("p999", "p99.9", "ms", 2);

    /// <summary>Processor time of the proxy, in its own code and in the kernel's, divided by requests.</summary>
    public static readonly Figure CpuPerRequest = new("cpuPerRequest", "CPU", "us/request", 1);

    /// <summary>The part of it that the proxy's own code and runtime took.</summary>
    public static readonly Figure UserPerRequest = new("userPerRequest", "user", "us", 1);

    /// <summary>The part of it that the kernel took on its behalf.</summary>
    public static readonly Figure SystemPerRequest = new("systemPerRequest", "system", "us", 1);

    /// <summary>Processor time of the proxy for 10^9 bytes of bodies.</summary>
    public static readonly Figure CpuPerGigabyte = new("cpuPerGigabyte", "CPU", "s/GB", 3);

    /// <summary>Resident memory before the first request.</summary>
    public static readonly Figure IdleMemory = new("idleMemory", "Memory idle", "MB", 1);

    /// <summary>The largest resident memory so far.</summary>
    public static readonly Figure PeakMemory = new("peakMemory", "peak", "MB", 1);

    /// <summary>Growth of resident memory, divided by the connections that were opened and kept.</summary>
    public static readonly Figure MemoryPerConnection = new("memoryPerConnection", "Memory", "KB/connection", 1);

    /// <summary>What a .NET program allocated on its heap, divided by requests.</summary>
    public static readonly Figure AllocatedPerRequest = new("allocatedPerRequest", "Allocated", "bytes/request", 0);

    /// <summary>How much of one core the proxy used.</summary>
    public static readonly Figure ProxyBusy = new("proxyBusy", "Proxy", "% core", 0);

    /// <summary>How much of one core the backends used: far from 100, they were not what held up the others.</summary>
    public static readonly Figure BackendBusy = new("backendBusy", "Backends", "% core", 0);

    /// <summary>Threads of the proxy, while slow clients are held.</summary>
    public static readonly Figure Threads = new("threads", "Threads", "", 0);

    /// <summary>Slow clients that were connected at the end.</summary>
    public static readonly Figure SlowHeld = new("slowHeld", "Held", "", 0, LowerIsBetter: false);

    /// <summary>How often a slow client had a response before it had finished: 408, say.</summary>
    public static readonly Figure SlowResponses = new("slowResponses", "Responses", "", 0);

    /// <summary>How often a slow client was cut off without a word.</summary>
    public static readonly Figure SlowCut = new("slowCut", "Cut off", "", 0);

    /// <summary>Requests that failed. Anything but 0 makes the other figures doubtful.</summary>
    public static readonly Figure Errors = new("errors", "Errors", "", 0);

    /// <summary>The heading: title and unit.</summary>
    public string Heading => Unit.Length == 0 ? Title : $"{Title} ({Unit})";
}
