using LearnLoadBalancer.Lab.Backends;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>A backend that runs inside the lab: for machines without Node.js.</summary>
internal sealed class BuiltInService(int number, int port, IUpView view) : IService
{
    private BuiltInBackend? _backend;

    public string Name { get; } = $"backend {number}";

    public int Port { get; private set; } = port;

    public int? ProcessId => null;

    public bool IsRunning => _backend is not null;

    public Task StartAsync(CancellationToken cancel)
    {
        _backend = BuiltInBackend.Start(number, Port);
        Port = _backend.Port;
        view.Log(Name, $"Backend Server {number} listening on port {Port}");
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        if (_backend is { } backend)
        {
            _backend = null;
            await backend.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
