using System.Runtime.InteropServices;

namespace LearnLoadBalancer.Hosting;

/// <summary>Turns Ctrl+C (SIGINT) and SIGTERM into a cancelled token.</summary>
/// <remarks>The first signal asks the program to stop. A second one is left to the system, which ends it at once.</remarks>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignal()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (!_stop.IsCancellationRequested)
        {
            context.Cancel = true; // "Handled": the system must not end the process.
            _stop.Cancel();
        }
    }
}
