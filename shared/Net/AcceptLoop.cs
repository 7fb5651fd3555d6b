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

    /// <summary>Accepts until told to stop. Clients wait in the kernel's queue while it pauses; none is turned away.</summary>
    public static async Task RunAsync(
        Socket listener, Action<Socket> accepted, ILogger logger, TimeProvider time, CancellationToken stop)
    {
        bool troubled = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Socket client = await listener.AcceptAsync(stop);
                troubled = false;
                accepted(client);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // One line per episode: the error may repeat thousands of times before it goes away.
                if (!troubled)
                {
                    logger.LogWarning("Can't accept connections at the moment: {Reason}. Trying on.", e.Message);
                    troubled = true;
                }

                await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
