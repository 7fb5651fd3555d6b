using System.Globalization;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Backends;

/// <summary>The backends of a run.</summary>
/// <param name="Program">The process: one, whatever the number of backends.</param>
/// <param name="Ports">Their ports.</param>
/// <param name="Description">Who they are, for the report.</param>
internal sealed record BackendSet(RunningProgram Program, IReadOnlyList<int> Ports, string Description) : IAsyncDisposable
{
    /// <summary>Starts nginx as backends.</summary>
    /// <param name="guard">Starts it.</param>
    /// <param name="nginx">The program.</param>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<BackendSet> StartNginxAsync(ProcessGuard guard, string nginx, string folder, CancellationToken cancel)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "medium"), new byte[BenchContent.MediumSize], cancel);
        await File.WriteAllBytesAsync(Path.Combine(folder, "large"), new byte[BenchContent.LargeSize], cancel);
        int[] ports = FreePorts.Pick(BenchContent.BackendCount);
        ChildProgram program = Nginx.Command(nginx, folder, NginxBackendConfig.Write(folder, ports, Nginx.UserLine));
        return new BackendSet(
            await RunningProgram.StartAsync(guard, program, ports[0], null, cancel), ports, "nginx, one worker as three backends");
    }

    /// <summary>Starts the lab's own backends.</summary>
    public static async Task<BackendSet> StartOwnAsync(ProcessGuard guard, CancellationToken cancel)
    {
        var program = new ChildProgram(LabExecutable.Dotnet, "exec", typeof(BackendProgram).Assembly.Location, BackendProgram.Command);
        ChildProcess child = guard.Start(program);
        OutputLine ready = await child.WaitForLineAsync(line => line.StartsWith(BackendProgram.Ready, StringComparison.Ordinal), cancel)
            ?? throw new BenchException($"The lab's own backends did not start. {child.LastWord}");
        int[] ports = [.. ready.Text[BackendProgram.Ready.Length..].Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture))];
        return new BackendSet(RunningProgram.Adopt(child, ports[0]), ports, "the lab's own raw-socket backends, one process as three");
    }

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
