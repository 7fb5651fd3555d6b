using System.Net.Sockets;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo;

/// <summary>Two <see cref="Copier"/>s, one per direction, and what the end of one means for the other.</summary>
internal class Relay(Socket client, Socket backend, Copier upload, Copier download)
{
    /// <summary>How often a direction that is stuck in a send looks whether its sender has been reset.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected Socket Client => client;

    protected Socket Backend => backend;

    /// <summary>Copies until both directions have ended. Never throws.</summary>
    public async Task RunAsync()
    {
        using var watch = new Timer(_ => Look(), null, LookEvery, LookEvery);
        Task up = UploadAsync();
        Task down = DownloadAsync();
        await up;
        await down;
    }

    private async Task UploadAsync()
    {
        switch (await upload.RunAsync())
        {
            case PumpEnd.ReceiverClosed or PumpEnd.ReceiverBroken:
                // The backend has answered and hung up on an upload: let the client read that response.
                await LingeringClose.DrainAsync(client, TimeProvider.System, CancellationToken.None);
                break;
            case PumpEnd.SenderBroken:
                Abort();
                break;
        }
    }

    private async Task DownloadAsync()
    {
        if (await download.RunAsync() != PumpEnd.Finished)
        {
            Abort();
        }
    }

    /// <summary>Whoever waits in a send does not read, and so does not hear that its sender has left.</summary>
    private void Look()
    {
        if ((upload.IsSending && IsReset(client)) || (download.IsSending && IsReset(backend)))
        {
            Abort();
        }
    }

    private static bool IsReset(Socket socket)
    {
        try
        {
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectError);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true; // Gone altogether.
        }
    }

    /// <summary>One side has failed, so neither is of any use.</summary>
    protected virtual void Abort()
    {
        client.Abort();
        backend.Abort();
    }
}
