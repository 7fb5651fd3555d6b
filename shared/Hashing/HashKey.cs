using System.Diagnostics.CodeAnalysis;
using System.Text;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Hashing;

/// <summary>What a request is hashed by: <c>address</c>, <c>path</c>, <c>header:NAME</c> or <c>cookie:NAME</c>.</summary>
/// <param name="Kind">Where to look.</param>
/// <param name="Name">The name of the header or cookie; else empty.</param>
internal sealed record HashKey(HashKeyKind Kind, string Name)
{
    /// <summary>The default: the client's address.</summary>
    public static HashKey Default { get; } = new(HashKeyKind.Address, "");

    /// <summary>The name as it stands in a head.</summary>
    public ReadOnlyMemory<byte> NameBytes { get; } = Encoding.ASCII.GetBytes(Name);

    /// <summary>Reads what the user typed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HashKey? key, [NotNullWhen(false)] out string? complaint)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? "" : text[(colon + 1)..];
        key = (colon < 0 ? text : text[..colon]) switch
        {
            "address" when colon < 0 => Default,
            "path" when colon < 0 => new HashKey(HashKeyKind.Path, ""),
            "header" when IsName(name) => new HashKey(HashKeyKind.Header, name),
            "cookie" when IsName(name) => new HashKey(HashKeyKind.Cookie, name),
            _ => null,
        };
        complaint = key is null
            ? $"--hash-key '{text}' is unknown. Write address, path, header:NAME or cookie:NAME, for example --hash-key header:X-User."
            : null;
        return key is not null;
    }

    /// <summary>What is typed to get it.</summary>
    public override string ToString() => Kind switch
    {
        HashKeyKind.Path => "path",
        HashKeyKind.Header => $"header:{Name}",
        HashKeyKind.Cookie => $"cookie:{Name}",
        _ => "address",
    };

    /// <summary>The key of a request.</summary>
    /// <param name="head">The request's head, as it goes to the backend.</param>
    /// <param name="address">The client's address, as text. Without the port, which would make each connection a client of its own.</param>
    /// <returns>Null when the request has no such header or cookie.</returns>
    public ulong? Of(WrittenHead head, ReadOnlySpan<byte> address) => Kind switch
    {
        HashKeyKind.Path => OfPath(head.Target),
        HashKeyKind.Header => head.TryFind(NameBytes.Span, out ReadOnlySpan<byte> value) ? OfValue(value) : null,
        HashKeyKind.Cookie => Cookies.TryFind(head, NameBytes.Span, out ReadOnlySpan<byte> value) ? OfValue(value) : null,
        _ => OfValue(address),
    };

    /// <summary>The key of a path: the target up to its query.</summary>
    public static ulong OfPath(ReadOnlySpan<byte> target)
    {
        int query = target.IndexOf((byte)'?');
        return StableHash.Of(query < 0 ? target : target[..query]);
    }

    /// <summary>The key that a value is: a header's or a cookie's. One that is empty says nothing.</summary>
    public static ulong? OfValue(ReadOnlySpan<byte> value) => value.IsEmpty ? null : StableHash.Of(value);

    /// <summary>Whether a header or a cookie may have this name (RFC 9110, section 5.6.2).</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character));
}
