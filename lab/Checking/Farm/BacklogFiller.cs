using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Checking.Farm;

/// <summary>Fills the queue of a listener that nobody accepts from, until further dials get no response.</summary>
/// <remarks>
/// The kernel takes connections on behalf of the program, up to the backlog. What then comes Linux and
/// macOS drop without a word, as a firewall would, so that whoever dials tries again and again and waits.
/// Windows refuses instead.
/// </remarks>
internal sealed class BacklogFiller : IDisposable
{
    private const int MostDials = 64;

    /// <summary>A dial on this machine that has not succeeded by then has been dropped.</summary>
    private static readonly TimeSpan DropLimit = TimeSpan.FromMilliseconds(400);

    private readonly List<Socket> _dials = [];

    /// <summary>Dials until a dial hangs, at each of the addresses.</summary>
    public async Task<bool> FillAsync(IEnumerable<EndPoint> listeners, CancellationToken cancel)
    {
        foreach (EndPoint listener in listeners)
        {
            if (!await FillAsync(listener, cancel))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose() => _dials.ForEach(dial => dial.Dispose());

    private async Task<bool> FillAsync(EndPoint listener, CancellationToken cancel)
    {
        for (int i = 0; i < MostDials; i++)
        {
            var dial = new Socket(listener.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _dials.Add(dial);
            Task connecting = dial.ConnectAsync(listener, cancel).AsTask();
            await Task.WhenAny(connecting, Task.Delay(DropLimit, cancel));
            if (!connecting.IsCompleted && !dial.Poll(0, SelectMode.SelectWrite))
            {
                // The kernel says so too: it is not this program that came late to hear of it. It is left as it
                // is, and tries on until the filler is disposed.
                _ = connecting.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
                return true;
            }

            await connecting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!connecting.IsCompletedSuccessfully)
            {
                cancel.ThrowIfCancellationRequested();
                return false;
            }
        }

        return false;
    }
}
