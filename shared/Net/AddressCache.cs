using System.Collections.Concurrent;
using System.Net;

namespace LearnLoadBalancer.Net;

/// <summary>Remembers for a while what a host name means.</summary>
/// <remarks>
/// Asking the system costs more than all the rest of a connection on the same machine: it opens
/// files or asks a name server, on a thread that waits. nginx asks once, at its start; HAProxy too,
/// unless it is told of a resolver. We ask every half minute, and after a failure.
/// </remarks>
/// <param name="time">The clock that tells how old an answer is.</param>
/// <param name="lookUp">Asks the system what a name means.</param>
internal sealed class AddressCache(TimeProvider time, Func<string, Task<IPAddress[]>> lookUp)
{
    /// <summary>How long an answer is believed: long enough to cost nothing, short enough to follow a move.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    /// <exception cref="System.Net.Sockets.SocketException">The name is not known.</exception>
    public async ValueTask<IPAddress[]> GetAsync(string host, CancellationToken cancel)
    {
        if (_entries.TryGetValue(host, out Entry? entry) && time.GetElapsedTime(entry.AskedAt) < Lifetime)
        {
            return entry.Addresses;
        }

        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal)
            ? [literal]
            : await lookUp(host).WaitAsync(cancel); // A lookup that is under way can't be cancelled, only left alone.
        _entries[host] = new Entry(addresses, time.GetTimestamp());
        return addresses;
    }

    /// <summary>Moves the address that answered to the front. Does nothing if the entry has changed meanwhile.</summary>
    public void PutFirst(string host, IPAddress[] addresses, IPAddress first)
    {
        if (!ReferenceEquals(addresses[0], first)
            && _entries.TryGetValue(host, out Entry? entry)
            && ReferenceEquals(entry.Addresses, addresses))
        {
            IPAddress[] reordered = [first, .. addresses.Where(address => !ReferenceEquals(address, first))];
            _entries.TryUpdate(host, entry with { Addresses = reordered }, entry);
        }
    }

    public void Forget(string host) => _entries.TryRemove(host, out _);

    private sealed record Entry(IPAddress[] Addresses, long AskedAt);
}
