using LearnLoadBalancer.Forwarding;

namespace LearnLoadBalancer.Serving;

/// <summary>Exchanges that are not in use.</summary>
/// <param name="create">Makes one. A level may keep with it what else its requests need.</param>
internal sealed class ExchangePool<TExchange>(Func<TExchange> create)
    where TExchange : Exchange
{
    /// <summary>As many are kept; with their tables that is some 2 MB. More are made, and dropped, as needed.</summary>
    private const int Capacity = 1024;

    private readonly Lock _lock = new();
    private readonly Stack<TExchange> _free = new();

    public TExchange Rent()
    {
        lock (_lock)
        {
            if (_free.TryPop(out TExchange? exchange))
            {
                return exchange;
            }
        }

        return create();
    }

    public void Return(TExchange exchange)
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
