using System.Runtime.Versioning;
using System.Text;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.DocumentedOutputs;

/// <summary>
/// The scene of the documentation: three backends, a level in front of them, and one more terminal in
/// which commands are typed. All of it is real, each in its own process; only the ports are others.
/// </summary>
[UnsupportedOSPlatform("windows")] // Ctrl+C can't be sent there.
internal sealed class Scene : IAsyncDisposable
{
    private readonly StringBuilder _terminal = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learnloadbalancer-scene-");
    private readonly NodeBackend[] _backends;
    private readonly LevelProcess _level;
    private readonly DocumentedPorts _ports;

    private Scene(NodeBackend[] backends, LevelProcess level)
    {
        _backends = backends;
        _level = level;
        _ports = new DocumentedPorts([8090, 9001, 9002, 9003], [level.Port, .. backends.Select(backend => backend.Port)]);
    }

    /// <summary>What the terminal shows by now: the commands typed, and what they printed.</summary>
    public string Terminal => _ports.ToDocumented(_terminal.ToString()).TrimEnd('\n');

    /// <summary>What the level has printed by now.</summary>
    public string Log => _ports.ToDocumented(_level.Program.Output.Text).TrimEnd('\n');

    /// <summary>Both of them, one after the other.</summary>
    public string TerminalAndLog =>
        $"""
        {Terminal}

        # The load balancer's own terminal, from start to end

        {Log}
        """;

    /// <summary>Starts the backends and then the level, as the documentation does.</summary>
    /// <param name="level">1, 2, …</param>
    /// <param name="weights">The backends' weights, where the level has them; empty: it is not told of any.</param>
    /// <param name="options">What else the level is told.</param>
    public static async Task<Scene> StartAsync(int level, IReadOnlyList<int>? weights = null, params IReadOnlyList<string> options)
    {
        var backends = new List<NodeBackend>();
        try
        {
            for (int number = 1; number <= 3; number++)
            {
                backends.Add(await NodeBackend.StartAsync(number, StablePort.Find()));
            }

            IEnumerable<string> addresses = weights is not { Count: > 0 }
                ? backends.Select(backend => backend.Address)
                : backends.Zip(weights, (backend, weight) => $"{backend.Address},weight={weight}");
            return new Scene([.. backends], await LevelProcess.StartWithOptionsAsync(options, level, addresses));
        }
        catch
        {
            // Whatever it was: nobody else would stop these programs.
            await DisposeAllAsync(backends);
            throw;
        }
    }

    /// <summary>Types a documented command, and takes down what it prints.</summary>
    /// <remarks>
    /// In a folder of the scene's own: a command may write files (a cookie jar), and other tests copy the repository at
    /// the same time.
    /// </remarks>
    public async Task TypeAsync(string command)
    {
        ProgramResult result = await RunningProgram.RunAsync(Programs.Bash(_ports.ToReal(command)) with { WorkingDirectory = _folder.FullName });

        // curl's progress meter is on standard error: a person in front of a terminal does not see it.
        Assert.True(result.ExitCode == 0, $"{command}\nended with exit code {result.ExitCode}.\n{result.Output}\n{result.Errors}");
        _terminal.Append("$ ").Append(command).Append('\n').Append(result.Output).Append('\n');
    }

    /// <summary>Kills a backend, as Ctrl+C in its terminal does.</summary>
    /// <param name="number">1 to 3.</param>
    public async Task KillBackendAsync(int number)
    {
        await _backends[number - 1].KillAsync();
        _terminal.Append($"# Backend {number} is killed.\n\n");
    }

    /// <summary>Starts a backend again, on the port that it had.</summary>
    /// <param name="number">1 to 3.</param>
    public async Task RestartBackendAsync(int number)
    {
        await _backends[number - 1].RestartAsync();
        _terminal.Append($"# Backend {number} is started again.\n\n");
    }

    /// <summary>Waits for a line of the level's log, which may be there already.</summary>
    /// <param name="line">With the documented ports.</param>
    /// <param name="skip">How many lines of the log to pass over first.</param>
    public Task WaitForLogAsync(string line, int skip = 0) => _level.Program.WaitForLineAsync(_ports.ToReal(line), skip);

    /// <summary>Ends the level, so that its log is complete.</summary>
    public async Task StopLevelAsync()
    {
        _level.Program.Interrupt();
        Assert.Equal(0, await _level.Program.WaitForExitAsync());
        Assert.Equal("", _level.Program.Errors.Text);
    }

    public async ValueTask DisposeAsync()
    {
        await _level.DisposeAsync();
        await DisposeAllAsync(_backends);
        _folder.Delete(recursive: true);
    }

    private static async Task DisposeAllAsync(IEnumerable<NodeBackend> backends)
    {
        foreach (NodeBackend backend in backends)
        {
            await backend.DisposeAsync();
        }
    }
}
