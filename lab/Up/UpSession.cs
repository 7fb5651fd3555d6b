using System.Globalization;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>One run of <c>lab up</c>: three backends, a load balancer in front of them, and a user who stops and starts them, and makes them ill and well.</summary>
internal sealed class UpSession : IAsyncDisposable
{
    /// <summary>With these there is more to see of a level that finds out who is well: backends that hang, and that warm up.</summary>
    private static readonly string[] DetectionOptions = ["--check-path", "/health", "--slow-start", "20s", "--status", "localhost:0"];

    private readonly IUpView _view;
    private readonly UpOptions _options;
    private readonly ProcessGuard _guard = new();
    private readonly IReadOnlyList<IService> _backends;
    private readonly TaskCompletionSource<string> _levelDied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProgramService _level;
    private readonly LocalWeb _web = new();
    private readonly UpActions _actions;
    private StateWatch? _watch;

    /// <param name="options">What to start.</param>
    /// <param name="node">The Node.js program, or null where there is none.</param>
    /// <param name="view">The user.</param>
    public UpSession(UpOptions options, string? node, IUpView view)
    {
        _options = options;
        _view = view;
        _backends = [.. options.BackendPorts.Select((port, index) => CreateBackend(index + 1, port, node))];
        _actions = new UpActions(_backends, _web, view);
        _level = CreateLevel(); // Now, though it starts last: a backend may die before, and who is told then asks for all of them.
    }

    /// <summary>Starts everything, serves until told to stop, and stops everything.</summary>
    /// <exception cref="StartupException">Something could not be started, or the level died.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        // One after the other: so the lines come in the same order each time.
        foreach (IService backend in _backends)
        {
            await backend.StartAsync(stop);
        }

        await _level.StartAsync(stop);
        await _level.WhenQuietAsync(stop);
        if (TellsStates)
        {
            _watch = new StateWatch(_web, await _level.PortInLineAsync("The backends' states are told on ", stop));
            await _watch.AskAsync(stop);
        }

        _view.ShowReady(Status());

        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task watching = _watch?.RunAsync(() => _view.ShowChange(Status()), end.Token) ?? Task.CompletedTask;
        Task serving = ServeRequestsAsync(end.Token);
        Task ended = await Task.WhenAny(serving, _levelDied.Task);
        await end.CancelAsync();
        await serving;
        await watching;
        if (ended == _levelDied.Task)
        {
            throw new StartupException(await _levelDied.Task);
        }
    }

    /// <summary>Stops everything, the level first: so it does not complain of backends that are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _level.DisposeAsync();
        await Task.WhenAll(_backends.Select(backend => backend.DisposeAsync().AsTask()));
        await _guard.DisposeAsync();
        _web.Dispose();
    }

    private bool TellsStates => _options.Level.Number >= 5;

    private async Task ServeRequestsAsync(CancellationToken end)
    {
        try
        {
            await foreach (UpRequest request in _view.ReadRequestsAsync(end))
            {
                if (request.Verb == UpVerb.Quit)
                {
                    return;
                }

                await _actions.DoAsync(request, end);
                _view.ShowChange(Status());
            }

            // Nobody is there to ask any more (the input was closed), but the signals still are.
            await Task.Delay(Timeout.Infinite, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Ctrl+C, or the level died.
        }
    }

    private IService CreateBackend(int number, int port, string? node) => node is null
        ? new BuiltInService(number, port, _view)
        : new ProgramService(
            _guard,
            $"backend {number}",
            port,
            actual => new ChildProgram(node, Path.Combine(Repository.NodeBackends, $"server{number}.js"), actual.ToString(CultureInfo.InvariantCulture)),
            $"Backend Server {number} listening on port ",
            _view,
            OnBackendDied);

    private ProgramService CreateLevel() => new(
        _guard,
        $"level {_options.Level.Number}",
        _options.Listen.Port,
        port => _options.Level.WithArguments(
            [
                "--listen", (_options.Listen with { Port = port }).ToString(),
                .. _backends.SelectMany(backend => new[] { "--backend", Address(backend) }),
                .. TellsStates ? DetectionOptions : [],
            ]),
        "Load balancer listening on ",
        _view,
        (level, exitCode) => _levelDied.TrySetResult(
            $"{UpActions.Title(level)} ended by itself (exit code {exitCode}), and so everything ends. {level.LastWords}"));

    private void OnBackendDied(ProgramService backend, int exitCode)
    {
        _view.Say($"{UpActions.Title(backend)} ended by itself (exit code {exitCode}). {backend.LastWords}");
        _view.ShowChange(Status());
    }

    private UpStatus Status() => new(ServiceStatus.Of(_level), [.. _backends.Select((backend, place) =>
        ServiceStatus.Of(backend) with { Fault = _actions.FaultOf(place), Seen = _watch?.Of(Address(backend)) })]);

    /// <summary>What the level calls it.</summary>
    private static string Address(IService backend) => $"localhost:{backend.Port}";
}
