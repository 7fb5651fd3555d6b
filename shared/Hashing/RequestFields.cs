using System.Text;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Hashing;

/// <summary>Finds fields of a request by name. In names of fields, case does not count (RFC 9110, section 5.1).</summary>
internal static class RequestFields
{
    /// <summary>Finds the first field of this name.</summary>
    public static bool TryFind(RequestHead request, ReadOnlySpan<byte> head, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (ref readonly HeadField field in request.Fields)
        {
            if (Is(field, head, name))
            {
                value = field.Value(head);
                return true;
            }
        }

        value = [];
        return false;
    }

    /// <summary>True for a field of this name.</summary>
    public static bool Is(in HeadField field, ReadOnlySpan<byte> head, ReadOnlySpan<byte> name) =>
        field.NameLength == name.Length && Ascii.EqualsIgnoreCase(field.Name(head), name);
}
