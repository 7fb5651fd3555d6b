using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Sticky;

/// <summary>The value of a sticky session's cookie: stands for a backend, and tells nobody else which.</summary>
/// <remarks>
/// It is a keyed hash of the backend's name (HMAC-SHA256, RFC 2104), cut to 128 bits, in letters that a
/// cookie may have. Without the key nobody can tell from it where a backend is, or make one that chooses
/// a backend. (Who collects cookies by coming often can choose among those; that is all there is to know.)
/// A plain name or number would do neither: many balancers set such a cookie by default, and scanners
/// collect the addresses of their servers.
/// <para>There is one value per backend, so all are made at the start and nothing is computed per request.</para>
/// </remarks>
internal sealed class StickyCodec
{
    /// <summary>128 bits. RFC 2104 allows half of the hash; more letters would travel with each request for nothing.</summary>
    private const int MacLength = 16;

    /// <summary>What the hash is for. The same key used for something else gives other values.</summary>
    private const string Purpose = "LearnLoadBalancer sticky session v1: ";

    private readonly FrozenDictionary<Backend, byte[]> _values;
    private readonly FrozenDictionary<ulong, (byte[] Value, Backend Backend)> _backends;

    /// <param name="key">The secret.</param>
    /// <param name="backends">All that there are.</param>
    public StickyCodec(StickyKey key, IEnumerable<Backend> backends)
    {
        _values = backends.Distinct().ToFrozenDictionary(backend => backend, backend => Make(key, backend));
        _backends = _values.ToFrozenDictionary(pair => Start(pair.Value), pair => (pair.Value, pair.Key));
    }

    /// <summary>The value that stands for a backend: 22 letters, digits, '-' and '_'.</summary>
    public ReadOnlyMemory<byte> ValueOf(Backend backend) => _values[backend];

    /// <summary>The backend that a value stands for.</summary>
    /// <returns>Null when it stands for none: forged, or from before the key or the backends changed.</returns>
    public Backend? Find(ReadOnlySpan<byte> value)
    {
        // Found by its first 8 characters, as one number: the time that takes may tell whether a value begins
        // so, which is 48 of the 128 bits, right or wrong as a whole. All of it is then compared in a time that does
        // not depend on how much is right, so the other 80 bits can't be found piece by piece.
        return value.Length >= sizeof(ulong)
            && _backends.TryGetValue(Start(value), out (byte[] Value, Backend Backend) known)
            && CryptographicOperations.FixedTimeEquals(value, known.Value)
            ? known.Backend
            : null;
    }

    private static byte[] Make(StickyKey key, Backend backend)
    {
        byte[] mac = HMACSHA256.HashData(key.Bytes.Span, Encoding.UTF8.GetBytes(Purpose + backend));
        return Encoding.ASCII.GetBytes(Base64Url.EncodeToString(mac.AsSpan(0, MacLength)));
    }

    private static ulong Start(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt64LittleEndian(value);
}
