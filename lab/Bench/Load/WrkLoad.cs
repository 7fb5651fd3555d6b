using System.Net;
using CliWrap;
using CliWrap.Buffered;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>Lets wrk do the work: one thread, as many requests as the responses allow.</summary>
/// <param name="wrk">The program.</param>
/// <param name="folder">A folder for its script.</param>
/// <param name="path">What to ask for.</param>
/// <param name="connections">How many connections at once.</param>
/// <param name="keepAlive">False: a new connection for each request.</param>
internal sealed class WrkLoad(string wrk, string folder, string path, int connections, bool keepAlive) : ILoad
{
    public string Description =>
        $"wrk, 1 thread, {connections} connections, GET {path}{(keepAlive ? "" : ", Connection: close")}";

    public async Task<LoadResult> RunAsync(IPEndPoint target, TimeSpan duration, CancellationToken cancel)
    {
        string script = Path.Combine(folder, "wrk.lua");
        await File.WriteAllTextAsync(script, WrkOutput.Script, cancel);

        int seconds = Math.Max(1, (int)Math.Round(duration.TotalSeconds)); // wrk knows whole seconds only.
        string[] close = keepAlive ? [] : ["-H", "Connection: close"];
        BufferedCommandResult result = await Cli.Wrap(wrk)
            .WithArguments(["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, .. close, $"http://{target}{path}"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancel);
        return result.StandardOutput.Split('\n').FirstOrDefault(WrkOutput.IsResult) is { } line
            ? WrkOutput.Parse(line)
            : throw new BenchException($"wrk failed: {result.StandardOutput}{result.StandardError}");
    }
}
