using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tables;

/// <summary>One request's place in the count of the backend that has it.</summary>
/// <remarks>
/// A count that is not given back on some rare path (a retry, a client that left) is lost for good: the
/// backend looks busier than it is until the balancer is restarted, and the policies avoid it. So nobody
/// counts down by hand. A request owns one lease, moves it to the backend that it tries, and a <c>using</c>
/// around all its tries gives it back; releasing twice does nothing. It is a class that is used again, with the
/// <c>CountedExchange</c> that it belongs to: a struct could be copied, and each copy released.
/// </remarks>
internal sealed class Lease(InFlight table) : IDisposable
{
    private RequestCount? _held;

    /// <summary>Counts the request at this backend, and no longer at the one where it was.</summary>
    public void MoveTo(Backend backend)
    {
        // exercise 4.1: begin
        RequestCount next = table.Of(backend);
        Release();
        next.Increment();
        table.Total.Increment();
        _held = next;
        // exercise 4.1: end
    }

    /// <summary>Gives the place back, if there is one: exactly once, however often it is called.</summary>
    public void Release()
    {
        // exercise 4.1: begin
        if (Interlocked.Exchange(ref _held, null) is { } held)
        {
            held.Decrement();
            table.Total.Decrement();
        }
        // exercise 4.1: end
    }

    /// <inheritdoc cref="Release"/>
    public void Dispose() => Release();
}
