namespace LearnLoadBalancer.Tables;

/// <summary>The requests that are in flight at one backend. Any thread may count, none waits.</summary>
internal sealed class RequestCount
{
    private int _value;

    /// <summary>How many there are this moment.</summary>
    public int Value => Volatile.Read(ref _value);

    /// <summary>One more.</summary>
    public void Increment() => Interlocked.Increment(ref _value);

    /// <summary>One less.</summary>
    public void Decrement() => Interlocked.Decrement(ref _value);
}
