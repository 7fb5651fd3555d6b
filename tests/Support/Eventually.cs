namespace LearnLoadBalancer.Tests.Support;

/// <summary>Waits for facts. The limit is a guard against waiting forever, never a measure of speed.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    /// <summary>Waits until the fact holds; fails with its name when it never does.</summary>
    public static async Task TrueAsync(Func<bool> fact, string name)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!fact())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Guard)
            {
                throw new TimeoutException($"Waited {Guard.TotalSeconds:0} s in vain for this: {name}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }
    }

    /// <summary>Waits for the task, but not forever.</summary>
    public static async Task EndsAsync(this Task task, string name)
    {
        await task.WaitAsync(Guard).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!task.IsCompleted)
        {
            throw new TimeoutException($"Waited {Guard.TotalSeconds:0} s in vain for the end of this: {name}.");
        }

        await task;
    }

    /// <summary>Waits for the task's result, but not forever.</summary>
    public static async Task<T> EndsAsync<T>(this Task<T> task, string name)
    {
        await EndsAsync((Task)task, name);
        return await task;
    }
}
