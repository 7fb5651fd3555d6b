using System.Globalization;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>What wrk tells at its end: one line that a script of ours makes it print.</summary>
/// <remarks>
/// wrk's own summary is made for people: rounded, with changing units and without p99.9. A script
/// that defines nothing but <c>done</c> is called once, after the run, so it costs the load nothing.
/// </remarks>
internal static class WrkOutput
{
    private const string Mark = "bench ";

    /// <summary>The script, to be given to <c>wrk -s</c>.</summary>
    public const string Script =
        """
        done = function(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("bench requests=%d bytes=%d us=%d errors=%d p50=%d p99=%d p999=%d\n",
            summary.requests, summary.bytes, summary.duration,
            e.connect + e.read + e.write + e.status + e.timeout,
            latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
        end

        """;

    /// <summary>True for the line among wrk's others.</summary>
    public static bool IsResult(string line) => line.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>Reads the line.</summary>
    /// <exception cref="FormatException">It is not as the script writes it.</exception>
    public static LoadResult Parse(string line)
    {
        var fields = line.Trim().Split(' ')[1..]
            .Select(field => field.Split('='))
            .ToDictionary(pair => pair[0], pair => long.Parse(pair[^1], CultureInfo.InvariantCulture));
        return new LoadResult(
            Field("requests"),
            Field("bytes"),
            TimeSpan.FromMicroseconds(Field("us")),
            Field("p50") / 1000.0,
            Field("p99") / 1000.0,
            Field("p999") / 1000.0,
            Field("errors"));

        long Field(string name) => fields.TryGetValue(name, out long value)
            ? value
            : throw new FormatException($"wrk's line has no {name}: {line}");
    }
}
