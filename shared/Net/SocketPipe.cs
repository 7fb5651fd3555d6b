using System.Buffers;
using System.Net.Sockets;

namespace LearnLoadBalancer.Net;

/// <summary>
/// Connects a client's socket with a backend's: each gets the bytes of the other, both ways at once,
/// until both have finished. This is the whole data path of Levels 1 and 2.
/// </summary>
/// <remarks>
/// Nothing is parsed and nothing is collected. Each direction holds at most one buffer, and only while
/// bytes are on their way, so a gigabyte costs as little memory as a kilobyte.
/// </remarks>
public sealed class SocketPipe
{
    private readonly Socket _client;
    private readonly Socket _backend;
    private readonly Pump _upload;
    private readonly Pump _download;
    private readonly ArrayPool<byte> _buffers;
    private readonly TimeProvider _time;

    private SocketPipe(Socket client, Socket backend, ArrayPool<byte> buffers, TimeProvider time)
    {
        _client = client;
        _backend = backend;
        _upload = new Pump(client, backend, buffers);
        _download = new Pump(backend, client, buffers) { Opposite = _upload };
        _upload.Opposite = _download;
        _buffers = buffers;
        _time = time;
    }

    /// <summary>Copies until both directions have ended. Never throws; the caller still owns both sockets.</summary>
    /// <param name="client">The connection that was accepted.</param>
    /// <param name="backend">The connection that was dialled for it.</param>
    /// <param name="buffers">Where buffers are rented while bytes flow.</param>
    /// <param name="time">The clock of the <see cref="StallWatch"/>.</param>
    /// <param name="abort">Cuts both sides off.</param>
    public static async Task RunAsync(
        Socket client, Socket backend, ArrayPool<byte> buffers, TimeProvider time, CancellationToken abort = default)
    {
        var pipe = new SocketPipe(client, backend, buffers, time);
        using var watch = new StallWatch(pipe._upload, pipe._download, time);

        // Both sides must be cut off. To cut off only the client wakes nobody, if it has finished and the backend is silent.
        using CancellationTokenRegistration cut = abort.UnsafeRegister(static pipe => ((SocketPipe)pipe!).Abort(), pipe);

        // Go starts a goroutine for one direction and runs the other itself. Here both calls
        // return at their first wait, so both directions are under way before we await the first.
        Task upload = pipe.UploadAsync();
        Task download = pipe.DownloadAsync();
        await upload;
        await download;
    }

    private async Task UploadAsync()
    {
        switch (await _upload.RunAsync())
        {
            case PumpEnd.ReceiverClosed or PumpEnd.ReceiverBroken:
                // The backend has hung up while the client still talks: a server that refuses an
                // upload does so. Its response may still be on its way, and closing now, with unread
                // input, would make the kernel destroy it. If it broke off, the download finds out,
                // after the last byte that can be saved, and ends this wait.
                await LingeringClose.DrainAsync(_client, _time, CancellationToken.None, _buffers);
                break;
            case PumpEnd.SenderBroken:
                Abort();
                break;
        }
    }

    private async Task DownloadAsync()
    {
        if (await _download.RunAsync() != PumpEnd.Finished)
        {
            // Either the backend broke off in mid-response, and the client must not take what it has
            // for the whole; or the client is gone, and the backend need not work for it any longer.
            Abort();
        }
    }

    private void Abort()
    {
        _client.Abort();
        _backend.Abort();
    }
}
