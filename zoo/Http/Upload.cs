using System.Net.Sockets;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo.Http;

/// <summary>The body of a request, on its way to a backend while the response may be coming already.</summary>
internal class Upload(MessageReader from, Body body)
{
    /// <summary>True when all of it has been read from the client: what comes next is another request.</summary>
    /// <remarks>
    /// Said before the last bytes go to the backend. Its response may be quicker than our next line, and the
    /// head of that response tells the client whether its connection stays.
    /// </remarks>
    public bool IsTaken => _isTaken || IsDone;

    /// <summary>True when all of it has been sent.</summary>
    public bool IsDone { get; protected set; } = body == Body.None;

    /// <summary>True when the client's part of it can't be read.</summary>
    public bool IsBad { get; private set; }

    /// <summary>How long a backend that has answered may take to read the last bytes, if its connection is to be kept.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private volatile bool _isTaken;
    private Task _sending = Task.CompletedTask;

    /// <summary>Begins to send. See <see cref="SendAsync"/>.</summary>
    public Task Start(Socket backend, CancellationToken enough) => _sending = SendAsync(backend, enough);

    /// <summary>Waits a moment, so that an upload which is as good as done is done. Only the backend's connection depends on it.</summary>
    public Task SettleAsync() => IsTaken ? Task.WhenAny(_sending, Task.Delay(Moment)) : Task.CompletedTask;

    /// <summary>Waits for the end of the sending, good or bad. Until then the bytes in the client's reader are needed.</summary>
    public async Task EndAsync() => await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Sends the body. Never throws. When the client breaks off, so does the request to the backend.</summary>
    /// <param name="backend">Where it goes.</param>
    /// <param name="enough">No more of it is wanted.</param>
    protected virtual async Task SendAsync(Socket backend, CancellationToken enough)
    {
        bool sending = false;
        try
        {
            await BodyCopier.CopyAsync(from, body, SendAsync, enough, () => _isTaken = true);
            IsDone = true;
        }
        catch (InvalidDataException)
        {
            IsBad = true;
            backend.Abort();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or EndOfStreamException)
        {
            // A backend that takes no more may still have a response for us. A client that has left does not want it.
            if (!sending)
            {
                backend.Abort();
            }
        }
        catch (OperationCanceledException)
        {
            // The response came before the end.
        }

        async Task SendAsync(ReadOnlyMemory<byte> bytes)
        {
            sending = true;
            await BodyCopier.SendAsync(backend, bytes);
            sending = false;
        }
    }
}
