using System.Collections.Concurrent;
using System.Net;

namespace LearnLoadBalancer.Net;

/// <summary>Remembers for a while what a host name means.</summary>
/// <remarks>
/// Asking the system costs more than all the rest of a connection on the same machine: it opens
/// files or asks a name server, on a thread that waits. nginx asks once, at its start; HAProxy too,
/// unless it is told of a resolver. We ask every half minute, and after a failure. At Levels 1 and 2 a dial that
/// finds an old answer asks again; from Level 3 on somebody calls <see cref="Refresh"/> now and then, so that
/// connections which are kept hear of a move although nobody dials.
/// <para>
/// However many want to know a name, one lookup serves them all. Else each dial would ask while the answer is out,
/// and a slow name server get the more questions the slower it is.
/// </para>
/// </remarks>
/// <param name="time">The clock that tells how old an answer is.</param>
/// <param name="lookUp">Asks the system what a name means.</param>
internal sealed class AddressCache(TimeProvider time, Func<string, Task<IPAddress[]>> lookUp)
{
    /// <summary>How long an answer is believed: long enough to cost nothing, short enough to follow a move.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long it is still used while we ask again: 5 minutes. So nobody waits for a name server that is slow, and
    /// one that is down takes no backend with it. After that the address may be somebody else's.
    /// </summary>
    public static readonly TimeSpan UsableFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private readonly Dictionary<string, Task<IPAddress[]>> _lookups = [];

    /// <param name="host">The name; or an address, which means itself.</param>
    /// <param name="limit">How long to wait, if there is no answer yet.</param>
    /// <param name="cancel">Gives up early.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The name is not known.</exception>
    /// <exception cref="TimeoutException">The limit was reached.</exception>
    public ValueTask<IPAddress[]> GetAsync(string host, TimeSpan limit, CancellationToken cancel)
    {
        TimeSpan age = _entries.TryGetValue(host, out Entry? known) ? time.GetElapsedTime(known.AskedAt) : TimeSpan.MaxValue;
        if (known is null || age >= UsableFor)
        {
            // A lookup that is under way can't be cancelled. A caller that gives up leaves its answer to the next callers.
            return new ValueTask<IPAddress[]>(LookUpOnce(host).WaitAsync(limit, time, cancel));
        }

        if (age >= Lifetime)
        {
            _ = LookUpOnce(host); // Not awaited: it leaves its answer here. If it fails, the next call tries again.
        }

        return new ValueTask<IPAddress[]>(known.Addresses);
    }

    /// <summary>Raised after each lookup that found something. On the thread that looked it up.</summary>
    public event Action<string, IReadOnlyList<IPAddress>>? LookedUp;

    /// <summary>Asks again for every name whose answer is old. Nobody waits for it: who needs an address meanwhile gets the old ones.</summary>
    public void Refresh()
    {
        foreach ((string host, Entry entry) in _entries)
        {
            if (time.GetElapsedTime(entry.AskedAt) >= Lifetime)
            {
                _ = LookUpOnce(host); // Not awaited: it leaves its answer here. If it fails, the next call tries again.
            }
        }
    }

    /// <summary>Moves the address that answered to the front. Does nothing if the entry has changed meanwhile.</summary>
    public void PutFirst(string host, IPAddress[] addresses, IPAddress first)
    {
        if (!ReferenceEquals(addresses[0], first)
            && _entries.TryGetValue(host, out Entry? entry)
            && ReferenceEquals(entry.Addresses, addresses))
        {
            _entries.TryUpdate(host, entry with { Addresses = WithFirst(first, addresses) }, entry);
        }
    }

    /// <summary>Forgets these addresses, unless there are others already.</summary>
    public void Forget(string host, IPAddress[] addresses)
    {
        if (_entries.TryGetValue(host, out Entry? entry) && ReferenceEquals(entry.Addresses, addresses))
        {
            _entries.TryRemove(KeyValuePair.Create(host, entry));
        }
    }

    /// <summary>Begins a lookup, or joins the one that is under way.</summary>
    private Task<IPAddress[]> LookUpOnce(string host)
    {
        lock (_lookups)
        {
            if (!_lookups.TryGetValue(host, out Task<IPAddress[]>? lookup))
            {
                lookup = LookUpAsync(host);
                if (!lookup.IsCompleted)
                {
                    _lookups.Add(host, lookup); // It leaves the table itself, at its end: it has to wait for this lock.
                }
            }

            return lookup;
        }
    }

    private async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await lookUp(host);
            if (_entries.TryGetValue(host, out Entry? before) && before.Addresses is [var first, ..])
            {
                addresses = WithFirst(first, addresses); // Begin with the address that answered last.
            }

            _entries[host] = new Entry(addresses, time.GetTimestamp());
            LookedUp?.Invoke(host, addresses);
            return addresses;
        }
        finally
        {
            lock (_lookups)
            {
                _lookups.Remove(host);
            }
        }
    }

    /// <summary>The same addresses, and this one first if it is among them.</summary>
    private static IPAddress[] WithFirst(IPAddress first, IPAddress[] addresses) =>
        Array.IndexOf(addresses, first) > 0 ? [first, .. addresses.Where(address => !address.Equals(first))] : addresses;

    private sealed record Entry(IPAddress[] Addresses, long AskedAt);
}
