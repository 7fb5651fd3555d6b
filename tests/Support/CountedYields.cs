using System.Runtime.CompilerServices;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>Counts how often an async method lets others go first (<see cref="Task.Yield"/>), among all its waits.</summary>
internal sealed class CountedYields : SynchronizationContext
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Calls the method so that it goes on, after each of its waits, by way of this object.</summary>
    public Task Run(Func<Task> method)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            return method();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        // The callback tells who posts: a wait for a socket has another one.
        if (IsWithin(d.Method.DeclaringType, typeof(YieldAwaitable)))
        {
            Interlocked.Increment(ref _count);
        }

        ThreadPool.QueueUserWorkItem(_ => Run(() =>
        {
            d(state);
            return Task.CompletedTask;
        }));
    }

    private static bool IsWithin(Type? type, Type outer) =>
        type is not null && (type == outer || IsWithin(type.DeclaringType, outer));
}
