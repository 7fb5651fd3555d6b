using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Http;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Serving;

/// <summary>One line per failed request, with its cause; in a storm, one line per cause and period, with a count.</summary>
/// <remarks>
/// The first failures of a kind are the interesting ones, and all of them are equal after that. So each
/// cause may write a few lines per period; the rest is counted, and the count is written at the period's
/// end. Ten thousand failures a second then cost ten lines, not the disk.
/// </remarks>
internal sealed class FailureLog(ILogger logger, TimeProvider time)
{
    /// <summary>Lines that one cause may write per period.</summary>
    public const int LinesPerPeriod = 10;

    /// <summary>How long a period is.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly int[] _counts = new int[Causes.All.Count + 1];
    private long _periodStart = time.GetTimestamp();

    /// <summary>Notes a failure.</summary>
    /// <param name="code">Why.</param>
    /// <param name="backend">With whom, where one was chosen.</param>
    /// <param name="error">What the system said, where the cause does not say it all.</param>
    public void Report(CauseCode code, Backend? backend, SocketError error = SocketError.Success)
    {
        if (Interlocked.Increment(ref _counts[(int)code]) > LinesPerPeriod)
        {
            return;
        }

        Cause cause = Causes.Of(code);
        string words = code == CauseCode.ConnectFailed && error != SocketError.Success ? $": {new SocketException((int)error).Message}" : "";
        string with = backend is null ? "" : $" (backend {backend}{words})";
        logger.LogWarning(
            "{Status} {Cause}: {Meaning}{With} See {Page}#{Cause}",
            cause.Status == 0 ? "cut" : cause.Status, cause.Name, cause.Meaning, with, Causes.Page, cause.Name);
    }

    /// <summary>Called now and then: writes the counts at the end of a period.</summary>
    public void Tick()
    {
        if (time.GetElapsedTime(_periodStart) < Period)
        {
            return;
        }

        _periodStart = time.GetTimestamp();
        foreach (Cause cause in Causes.All)
        {
            int more = Interlocked.Exchange(ref _counts[(int)cause.Code], 0) - LinesPerPeriod;
            if (more > 0)
            {
                logger.LogWarning("{Cause}: {Count} more in the last {Seconds} seconds", cause.Name, more, Period.TotalSeconds);
            }
        }
    }
}
