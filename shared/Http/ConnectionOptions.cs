using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>What all <c>Connection</c> fields of a head say together (RFC 9110, section 7.6.1).</summary>
/// <param name="Close">The connection ends after this message.</param>
/// <param name="KeepAlive">It does not, also where that is the default (HTTP/1.0).</param>
/// <param name="Upgrade">The <c>Upgrade</c> field is meant.</param>
/// <param name="NamesFields">Other fields are named, which are for the next hop alone.</param>
/// <param name="Count">The number of names.</param>
/// <param name="Malformed">A name is none.</param>
internal readonly record struct ConnectionOptions(
    bool Close, bool KeepAlive, bool Upgrade, bool NamesFields, int Count, bool Malformed)
{
    /// <summary>False when there is something in it that is no name, or there are too many.</summary>
    public bool IsValid => !Malformed && Count <= MessageLimits.ConnectionOptions;

    /// <summary>These and those of one more field.</summary>
    public ConnectionOptions With(ReadOnlySpan<byte> value)
    {
        ConnectionOptions all = this;
        while (Bytes.TryTakeElement(ref value, out ReadOnlySpan<byte> name))
        {
            all = all with { Count = all.Count + 1 };
            all = Ascii.EqualsIgnoreCase(name, "close"u8) ? all with { Close = true }
                : Ascii.EqualsIgnoreCase(name, "keep-alive"u8) ? all with { KeepAlive = true }
                : Ascii.EqualsIgnoreCase(name, "upgrade"u8) ? all with { Upgrade = true }
                : all with { NamesFields = true, Malformed = all.Malformed || !Bytes.IsToken(name) };
        }

        return all;
    }
}
