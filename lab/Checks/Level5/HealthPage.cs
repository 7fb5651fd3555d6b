using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <summary>The page of a backend that health checks ask for: what it says, and how often it was asked.</summary>
internal sealed class HealthPage
{
    /// <summary>A status that says that all is well.</summary>
    public const string Well = "200 OK";

    /// <summary>And one that says that it is not.</summary>
    public const string Ill = "503 Service Unavailable";

    private volatile string _status = Well;
    private int _asked;
    private int _responded;

    /// <summary>From now on the checks of this backend are answered here.</summary>
    public HealthPage(ScriptedBackend backend) => backend.OnCheck = RespondAsync;

    /// <summary>How many checks have come.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>How many responses have gone out, since the status is what it is.</summary>
    public int Responded => Volatile.Read(ref _responded);

    /// <summary>From now on it says so.</summary>
    public void Say(string status)
    {
        _status = status;
        Volatile.Write(ref _responded, 0);
    }

    /// <summary>The response of such a page, after which the connection is closed.</summary>
    public static async Task SendAsync(BackendConnection connection, string status, CancellationToken stop)
    {
        connection.MayBeKept = false;
        await connection.RespondAsync("", stop, status, "Connection: close\r\n");
    }

    private async Task RespondAsync(BackendConnection connection, HttpHead request, CancellationToken stop)
    {
        Interlocked.Increment(ref _asked);
        string status = _status;
        await SendAsync(connection, status, stop);
        if (status == _status)
        {
            Interlocked.Increment(ref _responded);
        }
    }
}
