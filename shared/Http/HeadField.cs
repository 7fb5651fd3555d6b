namespace LearnLoadBalancer.Http;

/// <summary>Where one field stands in the bytes of its head. The bytes themselves are never copied into strings.</summary>
/// <param name="Kind">Which field it is, if it is one that we must know.</param>
/// <param name="Start">Where its line begins, which is where its name begins.</param>
/// <param name="NameLength">The length of the name; a colon follows.</param>
/// <param name="ValueStart">Where the value begins, white space left out.</param>
/// <param name="ValueLength">Its length, white space at the end left out.</param>
/// <param name="End">Where the next line begins.</param>
internal readonly record struct HeadField(
    FieldKind Kind, ushort Start, ushort NameLength, ushort ValueStart, ushort ValueLength, ushort End)
{
    /// <summary>The name, as it came.</summary>
    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> head) => head.Slice(Start, NameLength);

    /// <summary>The value, as it came.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> head) => head.Slice(ValueStart, ValueLength);
}
