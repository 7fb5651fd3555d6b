using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>The head of a request as it goes to the backend: all that choosing, and whoever else wants to know what was asked, may look at.</summary>
/// <remarks>
/// It is not what the client sent. A target may have lost its host, and a <c>Host</c> its value to it; fields are dropped,
/// and others are ours. Who hashed what came would send one and the same request, as its backend sees it, to two backends;
/// and a field that a client can have dropped (<c>Connection: Cookie</c>) would decide where it goes. So there is one
/// reading for all: that of the bytes that are sent. They are written by us, hence well-formed.
/// </remarks>
/// <param name="written">What is about to be sent: the head, and maybe some of the body.</param>
internal readonly ref struct WrittenHead(ReadOnlySpan<byte> written)
{
    private readonly ReadOnlySpan<byte> _written = written;

    /// <summary>Path and query; or an asterisk.</summary>
    public ReadOnlySpan<byte> Target
    {
        get
        {
            ReadOnlySpan<byte> behindMethod = _written[(_written.IndexOf((byte)' ') + 1)..];
            return behindMethod[..behindMethod.IndexOf((byte)' ')];
        }
    }

    /// <summary>The lines of the fields, to be taken off one by one by <see cref="TryTakeField"/>.</summary>
    public ReadOnlySpan<byte> Fields => _written[(_written.IndexOf((byte)'\n') + 1)..];

    /// <summary>Takes the next field.</summary>
    /// <param name="fields">The lines that are left.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, white space around it left out.</param>
    /// <returns>False at the end of the head.</returns>
    public static bool TryTakeField(scoped ref ReadOnlySpan<byte> fields, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = [];
        int end = fields.IndexOf((byte)'\r');
        if (end <= 0)
        {
            return false;
        }

        ReadOnlySpan<byte> line = fields[..end];
        fields = fields[(end + 2)..];
        int colon = line.IndexOf((byte)':');
        name = line[..colon];
        value = Bytes.TrimWhiteSpace(line[(colon + 1)..]);
        return true;
    }

    /// <summary>Finds the first field of this name. In names of fields, case does not count (RFC 9110, section 5.1).</summary>
    public bool TryFind(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> fields = Fields;
        while (TryTakeField(ref fields, out ReadOnlySpan<byte> candidate, out value))
        {
            if (Ascii.EqualsIgnoreCase(candidate, name))
            {
                return true;
            }
        }

        return false;
    }
}
