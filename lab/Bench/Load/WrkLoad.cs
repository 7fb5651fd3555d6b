using System.Net;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>Lets wrk do the work: one thread, as many requests as the responses allow.</summary>
/// <param name="guard">Starts it, and sees to it that it ends.</param>
/// <param name="wrk">The program.</param>
/// <param name="folder">A folder for its script.</param>
/// <param name="path">What to ask for.</param>
/// <param name="connections">How many connections at once.</param>
/// <param name="keepAlive">False: a new connection for each request.</param>
internal sealed class WrkLoad(ProcessGuard guard, string wrk, string folder, string path, int connections, bool keepAlive) : ILoad
{
    public string Description =>
        $"wrk, 1 thread, {connections} connections, GET {path}{(keepAlive ? "" : ", Connection: close")}";

    public async Task<LoadResult> RunAsync(IPEndPoint target, TimeSpan duration, CancellationToken cancel)
    {
        string script = Path.Combine(folder, "wrk.lua");
        await File.WriteAllTextAsync(script, WrkOutput.Script, cancel);

        int seconds = Math.Max(1, (int)Math.Round(duration.TotalSeconds)); // wrk knows whole seconds only.
        string[] close = keepAlive ? [] : ["-H", "Connection: close"];
        await using ChildProcess process = guard.Start(new ChildProgram(
            wrk,
            ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, .. close, $"http://{target}{path}"]));

        OutputLine? line = await process.WaitForLineAsync(WrkOutput.IsResult, cancel);
        return line is not null
            ? WrkOutput.Parse(line.Text)
            : throw new BenchException($"wrk failed: {string.Join('\n', process.LastLines.Select(last => last.Text))}");
    }
}
