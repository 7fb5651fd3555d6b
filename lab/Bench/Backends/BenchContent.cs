namespace LearnLoadBalancer.Lab.Bench.Backends;

/// <summary>What the backends of the benchmark answer, whoever they are: the same bytes on the same paths.</summary>
internal static class BenchContent
{
    /// <summary>The response to <c>GET /</c>: as short as the responses of the course's own backends.</summary>
    public const string Small = "Response from Backend Server 1\n";

    /// <summary>Bytes of <c>GET /medium</c>: a picture, say.</summary>
    public const int MediumSize = 100_000;

    /// <summary>Bytes of <c>GET /large</c>, and of the uploads to <c>POST /sink</c>.</summary>
    public const int LargeSize = 64_000_000;

    /// <summary>How many backends each proxy has.</summary>
    public const int BackendCount = 3;
}
