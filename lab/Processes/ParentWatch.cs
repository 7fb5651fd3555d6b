using System.Diagnostics;
using System.Runtime.Versioning;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>Notices when the <c>dotnet run</c> that started the lab was killed, and nobody is there any more to stop the lab.</summary>
/// <remarks>
/// <c>dotnet run</c> hands on Ctrl+C and SIGTERM, but it can't hand on SIGKILL: the lab would run on,
/// and hold its ports. On Windows it puts the lab into a job that ends with it.
/// </remarks>
internal sealed class ParentWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _gone = new();
    private readonly Timer? _timer;

    public ParentWatch()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (NameOf(Posix.GetParent()) == "dotnet")
        {
            _timer = Watch(Posix.GetParent());
        }
    }

    /// <summary>Cancelled when it is gone.</summary>
    public CancellationToken Token => _gone.Token;

    public void Dispose()
    {
        _timer?.Dispose();
        _gone.Dispose();
    }

    [UnsupportedOSPlatform("windows")]
    private Timer Watch(int parent) => new(
        _ =>
        {
            if (Posix.GetParent() != parent)
            {
                _gone.Cancel(); // The system gives an orphan another parent.
            }
        },
        null,
        Interval,
        Interval);

    private static string NameOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return "";
        }
    }
}
