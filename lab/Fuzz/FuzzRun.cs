using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>Plays cases against a balancer and says which promise was broken.</summary>
/// <remarks>
/// Valid requests, in any split and any pipelining: all of them arrive as they were, and are answered in
/// order. Anything else: valid answers, then an end or a reset; never a hang, and never a request at the
/// backend that could be read in two ways. After each case the balancer must still serve.
/// </remarks>
/// <param name="target">Where the balancer listens.</param>
/// <param name="backend">All that stands behind it.</param>
/// <param name="cancel">Breaks off the case that is being played.</param>
internal sealed class FuzzRun(IPEndPoint target, FuzzBackend backend, CancellationToken cancel = default)
{
    /// <summary>Longer than any time limit that a half-finished request can run into (30 s, and 30 s of lingering).</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private const string Served = "HTTP/1.1 200 ";

    /// <summary>The same for a balancer on a port of this machine.</summary>
    public FuzzRun(int port, FuzzBackend backend)
        : this(new IPEndPoint(IPAddress.Loopback, port), backend)
    {
    }

    /// <summary>Plays one case, with nothing beside it: what the backend complains of is its doing.</summary>
    /// <returns>Null, or which promise was broken.</returns>
    public async Task<string?> RunCaseAsync(Random random) => await RunCaseAsync(random, "") ?? backend.TakeComplaint();

    /// <summary>Plays one of several at a time. The backend's complaints are left to whoever knows all of them.</summary>
    /// <param name="random">What the case is made of.</param>
    /// <param name="mark">Stands in the target of each request: see <see cref="FuzzBlame"/>.</param>
    /// <returns>Null, or which promise was broken towards the client.</returns>
    public Task<string?> RunCaseAsync(Random random, string mark) =>
        random.Next(2) == 0 ? RunValidAsync(random, mark) : RunMutatedAsync(random, mark);

    private async Task<string?> RunValidAsync(Random random, string mark)
    {
        (string Raw, string Body)[] requests =
            [.. Enumerable.Range(0, random.Next(1, 8)).Select(number => FuzzInput.Valid(random, $"{mark}v{number}"))];
        string raw = string.Concat(requests.Select(request => request.Raw));
        (string text, bool reset) = await PlayAsync(random, Encoding.Latin1.GetBytes(raw));
        (IReadOnlyList<StrictMessage> responses, string? wrong) = ReadResponses(text, reset);
        if (wrong is not null || reset || responses.Count != requests.Length)
        {
            return $"{requests.Length} valid requests, {responses.Count} answers, reset: {reset}, {wrong}. Sent: {Shorten(raw)} Received: {Shorten(text)}";
        }

        for (int i = 0; i < requests.Length; i++)
        {
            string line = requests[i].Raw[..requests[i].Raw.IndexOf('\r', StringComparison.Ordinal)].Replace("http://fuzz.test", "", StringComparison.Ordinal);
            if (responses[i].Body != FuzzBackend.Describe(line, requests[i].Body))
            {
                return $"Request {i} arrived otherwise: {responses[i]}. Sent: {Shorten(requests[i].Raw)}";
            }
        }

        return null;
    }

    private async Task<string?> RunMutatedAsync(Random random, string mark)
    {
        byte[] bytes = FuzzInput.Mutated(random, mark);
        (string text, bool reset) = await PlayAsync(random, bytes);
        (_, string? wrong) = ReadResponses(text, reset);
        if (wrong is not null)
        {
            return $"{wrong}. Sent: {Shorten(Encoding.Latin1.GetString(bytes))} Received: {Shorten(text)}";
        }

        text = await AskAsync(random);
        return text.StartsWith(Served, StringComparison.Ordinal)
            ? null
            : $"It does not serve any more after: {Shorten(Encoding.Latin1.GetString(bytes))} Received: {Shorten(text)}";
    }

    /// <summary>Waits until an everyday request is served again.</summary>
    /// <exception cref="TimeoutException">It never is.</exception>
    public async Task WaitUntilServedAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Hang);
        while (!(await AskAsync(new Random(0))).StartsWith(Served, StringComparison.Ordinal))
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException("its backends live, and it has served nobody for a long time");
            }

            await Task.Delay(Pause, cancel);
        }
    }

    private async Task<string> AskAsync(Random random) =>
        (await PlayAsync(random, "GET /after HTTP/1.1\r\nHost: fuzz.test\r\n\r\n"u8.ToArray())).Text;

    /// <summary>Sends in pieces, ends the sending, and reads to whatever end comes.</summary>
    private async Task<(string Text, bool Reset)> PlayAsync(Random random, byte[] bytes)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Hang);
        using var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(target, limit.Token);
        Task<bool> sending = SendAsync(socket, [.. FuzzInput.Split(random, bytes)], limit.Token);
        var text = new StringBuilder();
        bool reset = false;
        try
        {
            var buffer = new byte[64 * 1024];
            int received;
            while ((received = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token)) > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, received));
            }
        }
        catch (SocketException)
        {
            reset = true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"It hangs after: {Shorten(Encoding.Latin1.GetString(bytes))}");
        }

        // A reset is told once per socket: if our send heard of it, the receive ended as if in order.
        bool heard = await sending;
        return (text.ToString(), reset || !heard);
    }

    /// <returns>False when it did not want to hear the rest.</returns>
    private static async Task<bool> SendAsync(Socket socket, IReadOnlyList<ReadOnlyMemory<byte>> pieces, CancellationToken limit)
    {
        try
        {
            foreach (ReadOnlyMemory<byte> piece in pieces)
            {
                await socket.SendAsync(piece, limit);
            }

            socket.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static (IReadOnlyList<StrictMessage> Responses, string? Wrong) ReadResponses(string text, bool reset)
    {
        var responses = new List<StrictMessage>();
        try
        {
            while (text.Length > 0)
            {
                StrictMessage? response = StrictMessage.TryRead(text, isRequest: false, ended: !reset, out int length);
                if (response is null)
                {
                    return (responses, reset ? null : "a response was cut, but the end looked orderly");
                }

                if (response.FirstLine[9] != '1')
                {
                    responses.Add(response);
                }

                text = text[length..];
            }

            return (responses, null);
        }
        catch (InvalidDataException e)
        {
            return (responses, e.Message);
        }
    }

    private static string Shorten(string text) => text.Length <= 1500 ? text : $"{text[..1500]}... ({text.Length} bytes)";
}
