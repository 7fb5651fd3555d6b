using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Lab.Backends;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>A backend that judges every byte it gets, answers what is right, and remembers what was wrong.</summary>
internal sealed class FuzzBackend : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly LabServer _server;
    private int _requests;

    /// <summary>On a port that the system chooses.</summary>
    public FuzzBackend()
        : this([0])
    {
    }

    /// <param name="ports">Its ports, on both addresses that <c>localhost</c> may mean; 0 lets the system choose.</param>
    /// <exception cref="CannotTellException">One is taken.</exception>
    public FuzzBackend(IReadOnlyList<int> ports)
    {
        BackendListeners[] listeners = [.. ports.Select(port => new BackendListeners(port))];
        foreach (BackendListeners one in listeners)
        {
            one.Open(backlog: 4096);
        }

        Address = new Backend("127.0.0.1", ((IPEndPoint)listeners[0].All[0].LocalEndPoint!).Port);
        _server = new LabServer([.. listeners.SelectMany(one => one.All)], ServeAsync);
    }

    /// <summary>Where it listens first.</summary>
    public Backend Address { get; }

    /// <summary>Whole requests so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Why it takes no more connections: it had no descriptors left, say. Null: it does.</summary>
    public string? Trouble => _server.Trouble.IsCompletedSuccessfully ? _server.Trouble.Result : null;

    /// <summary>Takes the next complaint, if there is one.</summary>
    public string? TakeComplaint() => _wrong.TryDequeue(out string? wrong) ? wrong : null;

    /// <summary>Adds a complaint of somebody else's.</summary>
    public void Complain(string wrong) => _wrong.Enqueue(wrong);

    /// <summary>The response to a request: tells what arrived.</summary>
    public static string Describe(string firstLine, string body) => $"{firstLine} {body.Length} {string.GetHashCode(body, StringComparison.Ordinal)}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        var unread = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            int received;
            while ((received = await socket.ReceiveAsync(buffer.AsMemory(), stop)) > 0)
            {
                unread.Append(Encoding.Latin1.GetString(buffer, 0, received));
                while (StrictMessage.TryRead(unread.ToString(), isRequest: true, ended: false, out int length) is { } request)
                {
                    unread.Remove(0, length);
                    int number = Interlocked.Increment(ref _requests);
                    if (!await RespondAsync(socket, request, number))
                    {
                        return;
                    }
                }
            }
        }
        catch (InvalidDataException e)
        {
            _wrong.Enqueue(e.Message);
        }
    }

    /// <summary>Answers in one of the ways there are, and says whether the connection stays.</summary>
    private static async Task<bool> RespondAsync(Socket socket, StrictMessage request, int number)
    {
        string body = Describe(request.FirstLine, request.Body);
        string text = (number % 4) switch
        {
            0 => $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{body[..1]}\r\n{body.Length - 1:x};x\r\n{body[1..]}\r\n0\r\nX-T: 1\r\n\r\n",
            1 => $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}",
            _ => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}",
        };
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        await socket.SendAsync(bytes.AsMemory(0, bytes.Length / 2));
        await socket.SendAsync(bytes.AsMemory(bytes.Length / 2));
        return number % 4 != 1;
    }
}
