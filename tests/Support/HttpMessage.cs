using System.Globalization;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>A message as it was read.</summary>
/// <param name="Head">All bytes of the head.</param>
/// <param name="FirstLine">Request line or status line.</param>
/// <param name="Fields">Names and values, in order.</param>
internal sealed record HttpMessage(string Head, string FirstLine, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The body, its framing taken off.</summary>
    public string Body { get; init; } = "";

    /// <summary>The lines behind the last chunk.</summary>
    public List<string> Trailers { get; init; } = [];

    /// <summary>The status of a response.</summary>
    public int Status => int.Parse(FirstLine.AsSpan(9, 3), CultureInfo.InvariantCulture);

    /// <summary>All values of a field.</summary>
    public IReadOnlyList<string> All(string name) =>
        [.. Fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)];

    /// <summary>The value of a field that is there once; null if it is not there.</summary>
    public string? Field(string name) => All(name).SingleOrDefault();
}
