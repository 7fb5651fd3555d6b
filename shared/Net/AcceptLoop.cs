using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Net;

/// <summary>Takes clients in, for as long as the program runs and whatever happens.</summary>
internal static class AcceptLoop
{
    /// <summary>
    /// The pause after an error. Running out of file descriptors, say, lasts until some connection
    /// ends: trying again at once would only burn the processor that could help to end one.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long it must have gone well for the next trouble to be worth a line again.</summary>
    public static readonly TimeSpan EpisodeGap = TimeSpan.FromSeconds(10);

    /// <summary>Accepts until told to stop. Clients wait in the kernel's queue while it pauses; none is turned away.</summary>
    /// <param name="listener">Where clients arrive.</param>
    /// <param name="accepted">Takes over a client. Must not throw.</param>
    /// <param name="logger">Is told of trouble.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="stop">Ends the loop.</param>
    /// <param name="hasRoom">Whether one more may come in; always, if there is none to ask.</param>
    public static async Task RunAsync(
        Socket listener, Action<Socket> accepted, ILogger logger, TimeProvider time, CancellationToken stop, Func<bool>? hasRoom = null)
    {
        long? lastTrouble = null;
        while (!stop.IsCancellationRequested)
        {
            string? trouble = hasRoom?.Invoke() != false ? await AcceptOneAsync(listener, accepted, stop) : "No room for more";
            if (trouble is not null && !stop.IsCancellationRequested)
            {
                // One line per episode: it may go wrong thousands of times, with luck in between.
                if (lastTrouble is null || time.GetElapsedTime(lastTrouble.Value) > EpisodeGap)
                {
                    logger.LogWarning("Can't accept connections at the moment: {Reason}. Trying on.", trouble);
                }

                lastTrouble = time.GetTimestamp();
                await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>What went wrong, or null.</returns>
    private static async ValueTask<string?> AcceptOneAsync(Socket listener, Action<Socket> accepted, CancellationToken stop)
    {
        try
        {
            accepted(await listener.AcceptAsync(stop));
            return null;
        }
        catch (OperationCanceledException)
        {
            return null; // Told to stop.
        }
        catch (SocketException e)
        {
            return e.Message;
        }
    }
}
