using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>
/// Writes what a program prints on the time line, as much of it as somebody may want to read: a program that prints in a loop prints
/// hundreds of megabytes, and the time line keeps all that it is given.
/// </summary>
/// <remarks>The last lines are kept by the process itself. These here are the first ones, of each spell of printing.</remarks>
/// <param name="timeline">Where to.</param>
internal sealed class OutputRecorder(Timeline timeline)
{
    /// <summary>So many lines at once. A stack is shorter.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>So many more for each second: a log with a line per request, in a check that takes its time.</summary>
    public const int MorePerSecond = 50;

    /// <summary>A longer line is cut off.</summary>
    public const int LongestLine = 500;

    public const string Silence = "(prints more than is written down here)";

    private readonly Lock _lock = new();
    private double _left = MostAtOnce;
    private TimeSpan _since;
    private bool _isSilent;

    public void Add(string line)
    {
        lock (_lock)
        {
            TimeSpan now = timeline.Now;
            _left = Math.Min(MostAtOnce, _left + ((now - _since).TotalSeconds * MorePerSecond));
            _since = now;
            if (_left >= 1)
            {
                _left--;
                _isSilent = false;
                timeline.Add(Lane.Program, EventKind.Output, line.Length <= LongestLine ? line : $"{line[..LongestLine]}…");
            }
            else if (!_isSilent)
            {
                _isSilent = true;
                timeline.Add(Lane.Program, EventKind.Output, Silence);
            }
        }
    }
}
