using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Sticky;

/// <summary>Where a session lives: read from its cookie, written into one.</summary>
/// <remarks>
/// The balancer remembers nothing: the client carries its session's place along. So there is no table that
/// could grow, and with the same key several balancers agree, also after a restart. nginx: <c>sticky
/// cookie</c>; HAProxy: <c>cookie ... insert</c>; Envoy: stateful session; YARP: session affinity.
/// </remarks>
internal sealed class StickySessions
{
    private readonly StickyCodec _codec;
    private readonly NewHomes _newHomes;
    private readonly byte[] _name;
    private readonly FrozenDictionary<Backend, byte[]> _lines;
    private readonly bool _expires;

    /// <param name="options">The cookie's settings.</param>
    /// <param name="backends">All that there are.</param>
    public StickySessions(StickyOptions options, IReadOnlyList<Backend> backends)
    {
        _codec = new StickyCodec(options.Key, backends);
        _newHomes = new NewHomes(backends);
        _name = Encoding.ASCII.GetBytes(options.Cookie);
        _expires = options.Lifetime is not null;
        _lines = backends.Distinct().ToFrozenDictionary(backend => backend, backend => MakeLine(options, backend));
    }

    /// <summary>Where the session of a request lives.</summary>
    /// <returns>Null when it has none, or one that we do not know: then it is a new one.</returns>
    /// <remarks>
    /// There may be several cookies of that name: one of another path or of a parent domain comes along, and an
    /// old one of another key. Which of them is ours, its value tells.
    /// </remarks>
    public Backend? Find(WrittenHead head)
    {
        ReadOnlySpan<byte> fields = head.Fields;
        while (WrittenHead.TryTakeField(ref fields, out ReadOnlySpan<byte> field, out ReadOnlySpan<byte> cookies))
        {
            while (Cookies.IsCookie(field) && Cookies.TryTake(ref cookies, _name, out ReadOnlySpan<byte> value))
            {
                if (_codec.Find(value) is { } home)
                {
                    return home;
                }
            }
        }

        return null;
    }

    /// <summary>Where a session goes when its home is gone.</summary>
    /// <returns>Null when nobody takes it.</returns>
    public Backend? FindNewHome(Backend home, ReadOnlySpan<byte> address, Roster roster, in PickContext context) =>
        _newHomes.Find(home, address, roster, context);

    /// <summary>The line that a response gets, so that the session lives here from now on. Made at the start, not per request.</summary>
    /// <param name="backend">The backend that answers.</param>
    /// <param name="home">Where the session lived until now.</param>
    /// <returns>
    /// Empty when the client has that cookie already. One with a lifetime is sent again all the same, so that it
    /// counts from the last visit: a session must not be moved while it is in use.
    /// </returns>
    public ReadOnlyMemory<byte> LineFor(Backend backend, Backend? home) => backend == home && !_expires ? default : _lines[backend];

    private byte[] MakeLine(StickyOptions options, Backend backend)
    {
        // RFC 6265. HttpOnly: no script needs to read it. SameSite: whether it goes along with what other sites
        // cause. Path=/: one session for the whole site.
        string lifetime = options.Lifetime is { } time ? string.Create(CultureInfo.InvariantCulture, $"; Max-Age={time.TotalSeconds:0}") : "";
        return Encoding.ASCII.GetBytes(
            $"Set-Cookie: {options.Cookie}={Encoding.ASCII.GetString(_codec.ValueOf(backend).Span)}; Path=/{lifetime}; HttpOnly; SameSite={options.SameSite}{(options.Secure ? "; Secure" : "")}\r\n");
    }
}
