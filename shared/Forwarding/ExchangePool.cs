using System.Buffers;

namespace LearnLoadBalancer.Forwarding;

/// <summary>Exchanges that are not in use.</summary>
internal sealed class ExchangePool(ArrayPool<byte> buffers)
{
    /// <summary>As many are kept; with their tables that is some 2 MB. More are made, and dropped, as needed.</summary>
    private const int Capacity = 1024;

    private readonly Lock _lock = new();
    private readonly Stack<Exchange> _free = new();

    public Exchange Rent()
    {
        lock (_lock)
        {
            if (_free.TryPop(out Exchange? exchange))
            {
                return exchange;
            }
        }

        return new Exchange(buffers);
    }

    public void Return(Exchange exchange)
    {
        exchange.Reset();
        lock (_lock)
        {
            if (_free.Count < Capacity)
            {
                _free.Push(exchange);
            }
        }
    }
}
