using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Net;

/// <summary>The second half of a stop: let the clients inside finish, and cut off those that stay too long.</summary>
internal static class Drain
{
    /// <summary>How long connections may go on after the stop: 5 seconds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the end of all connections.</summary>
    /// <param name="drained">Ends when none is left.</param>
    /// <param name="count">How many clients there are, for the log.</param>
    /// <param name="cutOff">Cuts off those that are left. They end soon after.</param>
    /// <param name="logger">Is told that there are some.</param>
    /// <param name="time">The clock of the limit.</param>
    public static async Task RunAsync(Task drained, int count, Action cutOff, ILogger logger, TimeProvider time)
    {
        if (!drained.IsCompleted)
        {
            if (count > 0) // Else only idle connections to backends are left, and they are being closed.
            {
                logger.LogInformation(
                    "Stopping. Open connections: {Count}. They have {Seconds} seconds to finish; Ctrl+C again ends at once.",
                    count, Limit.TotalSeconds);
            }

            await drained.WaitAsync(Limit, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cutOff();
            await drained;
        }
    }
}
