using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Bench.Load;

namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>The clients of a live race. A request goes out when it is due, on a connection of its own if no other is free.</summary>
/// <remarks>
/// A latency counts from when the request was due, not from when it was sent: else a machine that is too slow to send
/// would measure itself away ("coordinated omission").
/// </remarks>
/// <param name="requests">All requests, in the order of their arrival.</param>
/// <param name="balancers">Where they arrive.</param>
/// <param name="clock">The time of the race.</param>
internal sealed class LiveClients(IReadOnlyList<LiveRequest> requests, IReadOnlyList<IPEndPoint> balancers, RaceClock clock) : IAsyncDisposable
{
    /// <summary>The field that tells whose a request is. Hashes go by it.</summary>
    public const string KeyField = "X-Client";

    private const int BufferSize = 1024; // For a response of a line or two: there may be thousands.

    private readonly ConcurrentStack<HttpConnection>[] _idle = [.. balancers.Select(_ => new ConcurrentStack<HttpConnection>())];
    private readonly ConcurrentDictionary<LiveRequest, HttpConnection> _busy = new();
    private readonly Task[] _asking = new Task[requests.Count];
    private int _sent;
    private int _oldest;
    private int _ended;

    /// <summary>True when every request has come to its end.</summary>
    public bool AreDone => Volatile.Read(ref _ended) == requests.Count;

    /// <summary>Sends what is due, and gives up what has waited too long. From one thread.</summary>
    public void CatchUp()
    {
        for (; _sent < requests.Count && requests[_sent].Request.Arrival <= clock.Now; _sent++)
        {
            _asking[_sent] = AskAsync(requests[_sent]);
        }

        for (; _oldest < _sent && requests[_oldest].Request.Arrival + RaceRun.Patience.Ticks <= clock.Now; _oldest++)
        {
            if (requests[_oldest].TryEnd(LiveOutcome.TimedOut, clock.Now) && _busy.TryGetValue(requests[_oldest], out HttpConnection? connection))
            {
                connection.Abort(); // A mere end of our sending would say: I have asked all, and still listen.
            }
        }
    }

    /// <summary>Ends all connections, and waits until nobody uses them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (HttpConnection connection in _busy.Values)
        {
            connection.Abort();
        }

        await Task.WhenAll(_asking[.._sent]);
        foreach (HttpConnection connection in _idle.SelectMany(stack => stack))
        {
            connection.Dispose();
        }
    }

    /// <summary>One request, from its sending to its response. Never throws: what goes wrong is its outcome.</summary>
    private async Task AskAsync(LiveRequest request)
    {
        request.SentAt = clock.Now;
        if (request.SentAt >= request.Request.Arrival + RaceRun.Patience.Ticks)
        {
            // We are so late that its client has left. To send it would only put off those who have not.
            request.TryEnd(LiveOutcome.TimedOut, request.SentAt);
            Interlocked.Increment(ref _ended);
            return;
        }

        ConcurrentStack<HttpConnection> idle = _idle[request.Request.Balancer];
        bool fresh = !idle.TryPop(out HttpConnection? connection);
        connection ??= new HttpConnection(BufferSize);
        _busy[request] = connection;
        try
        {
            if (fresh)
            {
                await connection.ConnectAsync(balancers[request.Request.Balancer], CancellationToken.None);
            }

            await connection.SendAsync(BytesOf(request.Request), CancellationToken.None);
            ResponseHead response = await connection.ReceiveAnyAsync(CancellationToken.None);
            if (request.TryEnd(OutcomeOf(request, response), clock.Now) && response.Status == 200)
            {
                idle.Push(connection);
                connection = null;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or FormatException)
        {
            request.TryEnd(LiveOutcome.Failed, clock.Now); // Or it was given up before, which is why the connection broke.
        }
        finally
        {
            _busy.TryRemove(request, out _);
            connection?.Dispose();
            Interlocked.Increment(ref _ended);
        }
    }

    /// <summary>The balancer answers 503 too, when it has no backend. Whether a backend refused, the backend knows.</summary>
    private static LiveOutcome OutcomeOf(LiveRequest request, ResponseHead response) => response.Status switch
    {
        200 => LiveOutcome.Answered,
        503 when request.Work is { IsCompletedSuccessfully: true, Result: false } => LiveOutcome.Refused,
        _ => LiveOutcome.Failed,
    };

    private static byte[] BytesOf(RaceRequest request) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"GET {LiveServer.PathOf(request)} HTTP/1.1\r\nHost: race\r\n{KeyField}: {request.Key:x16}\r\n\r\n"));
}
