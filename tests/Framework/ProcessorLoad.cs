using System.Globalization;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>How much of the processors' time nobody used, since it was last asked. Linux tells it; elsewhere it is unknown.</summary>
internal sealed class ProcessorLoad(Func<string?> readStatistics)
{
    private const string Statistics = "/proc/stat";
    private long _idle;
    private long _total;

    /// <summary>That of this machine.</summary>
    public static ProcessorLoad OfThisMachine { get; } = new(() => File.Exists(Statistics) ? File.ReadLines(Statistics).First() : null);

    /// <summary>0 when all processors were busy, 1 when none was. 0 too where that is unknown, and the first time.</summary>
    public double IdleShare()
    {
        // "cpu  user nice system idle iowait irq softirq steal ...", in hundredths of a second since the machine began.
        if (readStatistics()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["cpu", .. { Length: >= 8 } fields])
        {
            return 0;
        }

        long[] times = [.. fields[..8].Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
        (long idle, long total) = (times[3], times.Sum());
        (long idleSince, long totalSince) = (idle - _idle, total - _total);
        bool isFirst = _total == 0;
        (_idle, _total) = (idle, total);
        return isFirst || totalSince <= 0 ? 0 : Math.Clamp(idleSince / (double)totalSince, 0, 1);
    }
}
