using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>The lab as a process of its own, as a user runs it: without a terminal.</summary>
internal sealed class LabRun : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>One for all: it is there for the case that the test run is killed.</summary>
    private static readonly ProcessGuard Guard = new();

    private readonly List<OutputLine> _lines = [];

    private LabRun(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var program = new ChildProgram(LabExecutable.Dotnet, ["exec", typeof(LabExecutable).Assembly.Location, .. arguments])
        {
            Environment = environment,
        };
        Process = Guard.Start(program, line =>
        {
            lock (_lines)
            {
                _lines.Add(line);
            }
        });
    }

    public ChildProcess Process { get; }

    /// <summary>All that it has printed so far.</summary>
    public string[] Output => Lines(isError: false);

    public string[] Errors => Lines(isError: true);

    public static LabRun Start(params string[] arguments) => new(new Dictionary<string, string>(), arguments);

    /// <summary>Starts it with another PATH: what is not on it can't be found.</summary>
    public static LabRun StartWithPath(string path, params string[] arguments) =>
        new(new Dictionary<string, string> { ["PATH"] = path }, arguments);

    /// <summary>The arguments of <c>lab up</c>, with ports that no connection of anybody's can take.</summary>
    /// <remarks>So a backend that was stopped can come back, and a port that was given back is free at once.</remarks>
    public static string[] Up(string level)
    {
        int[] ports = CheckPorts.PickFree(4);
        return ["up", level, "--listen", $":{ports[0]}", "--backend-ports", string.Join(',', ports[1..])];
    }

    /// <summary>Starts <c>lab up</c>, and waits until it is up.</summary>
    public static async Task<(LabRun Lab, int Port)> StartUpAsync(string level, string? path = null)
    {
        LabRun lab = path is null ? Start(Up(level)) : StartWithPath(path, Up(level));
        try
        {
            string ready = await lab.WaitForAsync($"^Level .* listens on ");
            await lab.WaitForAsync("^Type ");
            return (lab, int.Parse(Regex.Match(ready, @":(\d+)/").Groups[1].ValueSpan));
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a line that matches, also one that has come already, and returns it.</summary>
    public async Task<string> WaitForAsync(string pattern)
    {
        OutputLine? line = await Process.WaitForLineAsync(text => Regex.IsMatch(text, pattern)).WaitAsync(Limit);
        Assert.True(line is not null, $"The lab ended without '{pattern}':\n{string.Join('\n', Process.LastLines.Select(last => last.Text))}");
        return line.Text;
    }

    public Task<int> WaitForExitAsync() => Process.Exited.WaitAsync(Limit);

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private string[] Lines(bool isError)
    {
        lock (_lines)
        {
            return [.. _lines.Where(line => line.IsError == isError).Select(line => line.Text)];
        }
    }
}
