using System.Threading.Channels;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <summary>The health checks of one backend, each of which waits until it is told what to hear.</summary>
/// <remarks>As long as one waits, the program knows what those before it have heard, and no more: however busy this machine is.</remarks>
internal sealed class HeldChecks
{
    private readonly Channel<HeldCheck> _checks = Channel.CreateUnbounded<HeldCheck>();
    private readonly Timeline _timeline;
    private volatile bool _released;

    /// <summary>From now on the checks of this backend wait here.</summary>
    public HeldChecks(ScriptedBackend backend, Timeline timeline)
    {
        _timeline = timeline;
        backend.OnCheck = HoldAsync;
    }

    /// <summary>The next check.</summary>
    /// <exception cref="CheckFailedException">None comes.</exception>
    public async Task<HeldCheck> NextAsync(CheckContext context)
    {
        try
        {
            return await _checks.Reader.ReadAsync(context.Stop).AsTask().WaitAsync(context.Grace, context.Stop);
        }
        catch (TimeoutException)
        {
            throw new CheckFailedException($"another health check within {context.GraceText}", "none");
        }
    }

    /// <summary>From now on every check hears that all is well.</summary>
    public void Release()
    {
        _released = true;
        while (_checks.Reader.TryRead(out HeldCheck? check))
        {
            check.Respond(HealthPage.Well);
        }
    }

    private async Task HoldAsync(BackendConnection connection, HttpHead request, CancellationToken stop)
    {
        var check = new HeldCheck(_timeline);
        if (_released || !_checks.Writer.TryWrite(check))
        {
            check.Respond(HealthPage.Well);
        }

        await HealthPage.SendAsync(connection, await check.Response.WaitAsync(stop), stop);
    }
}
