using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Zoo.Http;

namespace LearnLoadBalancer.Zoo.Detection;

/// <summary>Who is well, as its checks say: a loop for each backend, and several results in a row.</summary>
/// <param name="settings">Whom to check, and how often.</param>
/// <param name="detection">What to ask, and how many results it takes.</param>
/// <param name="heard">Is told of each result, and whether the backend was down and is up with it.</param>
internal class ApartHealth(HealthSettings settings, DetectionSettings detection, Action<Backend, bool, bool> heard) : Health(settings)
{
    private readonly HealthSettings _settings = settings;
    private readonly Dictionary<Backend, CheckRecord> _records = settings.Backends.Distinct().ToDictionary(backend => backend, _ => new CheckRecord());

    /// <summary>Whether nobody could answer there.</summary>
    public bool IsGone(Backend backend) => _records[backend].IsGone;

    public override Task CheckAllAsync(CancellationToken stop) => Task.WhenAll(All.Select(backend => CheckAsync(backend, stop)));

    public override Task RunAsync(CancellationToken stop) => Task.WhenAll(All.Select(backend => LoopAsync(() => CheckAsync(backend, stop), stop)));

    /// <summary>Does something each interval, until told to stop.</summary>
    protected async Task LoopAsync(Func<Task> step, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_settings.Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await step();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <summary>One check, and what it changes.</summary>
    protected async Task CheckAsync(Backend backend, CancellationToken stop)
    {
        bool passed = await IsAliveAsync(backend, stop);
        CheckRecord record = _records[backend];
        record.Contradictions = passed == record.IsUp ? 0 : record.Contradictions + 1;
        bool changes = record.Contradictions >= (record.IsUp is null ? 1 : passed ? detection.Rise : detection.Fall);
        bool isBack = changes && record.IsUp == false;
        if (changes)
        {
            record.IsUp = passed;
            record.Contradictions = 0;
        }

        heard(backend, passed, isBack);
        Note(backend, record.IsUp == true);
    }

    /// <summary>A backend that takes a connection is alive, or one whose page says so.</summary>
    protected override async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
    {
        ConnectResult dialled = await _settings.Connector.ConnectAsync(backend, DialLimit, stop);
        _records[backend].IsGone = !dialled.Succeeded && !dialled.TimedOut;
        if (!dialled.Succeeded)
        {
            return false;
        }

        using Socket socket = dialled.Connection;
        return detection.Path is null || await SaysSoAsync(socket, detection.Path, stop);
    }

    private static async Task<bool> SaysSoAsync(Socket socket, string path, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(DialLimit);
        using CancellationTokenRegistration hangUp = limit.Token.Register(socket.Dispose);
        try
        {
            await BodyCopier.SendAsync(socket, Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: zoo\r\nConnection: close\r\n\r\n"));
            return await new MessageReader(socket).ReadHeadAsync() is { } head && new Head(head).Words is [_, ['2' or '3', ..], ..];
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or EndOfStreamException or InvalidDataException)
        {
            return false;
        }
    }
}
