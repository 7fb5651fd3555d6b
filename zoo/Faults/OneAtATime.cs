using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Serves a client to its end before it looks at the next.</summary>
internal sealed class OneAtATime(ZooSettings settings) : Balancer(settings)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    protected override async Task ServeAsync(Socket client, Health health, CancellationToken abort)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock)
        {
            before = _last;
            _last = done.Task;
        }

        try
        {
            await before;
            await base.ServeAsync(client, health, abort);
        }
        finally
        {
            done.SetResult();
        }
    }
}
