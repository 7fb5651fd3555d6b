using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;

namespace LearnLoadBalancer.Level4.Hashing;

/// <summary>What a request is hashed by: <c>client</c>, <c>path</c>, <c>header:NAME</c> or <c>cookie:NAME</c>.</summary>
/// <param name="Kind">Where to look.</param>
/// <param name="Name">The name of the header or cookie; else empty.</param>
internal sealed record HashKey(HashKeyKind Kind, string Name)
{
    /// <summary>What is used when nothing is said.</summary>
    public static HashKey Default { get; } = new(HashKeyKind.Client, "");

    /// <summary>The name as it stands in a head.</summary>
    public ReadOnlyMemory<byte> NameBytes { get; } = Encoding.ASCII.GetBytes(Name);

    /// <summary>Reads what the user typed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HashKey? key, [NotNullWhen(false)] out string? complaint)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? "" : text[(colon + 1)..];
        key = (colon < 0 ? text : text[..colon]) switch
        {
            "client" when colon < 0 => Default,
            "path" when colon < 0 => new HashKey(HashKeyKind.Path, ""),
            "header" when IsName(name) => new HashKey(HashKeyKind.Header, name),
            "cookie" when IsName(name) => new HashKey(HashKeyKind.Cookie, name),
            _ => null,
        };
        complaint = key is null
            ? $"--hash-key '{text}' is unknown. Write client, path, header:NAME or cookie:NAME, for example --hash-key header:X-User."
            : null;
        return key is not null;
    }

    /// <summary>The key of a client: its address. The port would make each connection a client of its own.</summary>
    public static ulong OfClient(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);

        // One client, two spellings: on a socket for both families, IPv4 addresses come as ::ffff:127.0.0.1.
        return StableHash.Of(address.IsIPv4MappedToIPv6 ? bytes[12..length] : bytes[..length]);
    }

    /// <summary>The key of a path: the target up to its query.</summary>
    public static ulong OfPath(ReadOnlySpan<byte> target)
    {
        int query = target.IndexOf((byte)'?');
        return StableHash.Of(query < 0 ? target : target[..query]);
    }

    /// <summary>The key that a value is: a header's or a cookie's. One that is empty says nothing.</summary>
    public static ulong? OfValue(ReadOnlySpan<byte> value) => value.IsEmpty ? null : StableHash.Of(value);

    /// <summary>The key of the cookie of this name, in the value of a <c>Cookie</c> header.</summary>
    public ulong? OfCookies(ReadOnlySpan<byte> header) =>
        Cookies.TryFind(header, NameBytes.Span, out ReadOnlySpan<byte> value) ? OfValue(value) : null;

    private static bool IsName(string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character));
}
