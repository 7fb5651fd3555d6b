using System.Buffers;
using System.Text;

namespace LearnLoadBalancer.Zoo.Http;

/// <summary>The head of a message. What could be read in two ways is refused when it is parsed.</summary>
internal sealed class Head
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly List<(string Name, string Value)> _fields = [];

    /// <exception cref="InvalidDataException">It breaks a rule of RFC 9112, sections 2 to 5.</exception>
    public Head(string text)
    {
        string[] lines = text.Split("\r\n");
        FirstLine = lines[0];
        foreach (string line in lines[1..^2])
        {
            int colon = line.IndexOf(':');
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAnyExcept(TokenCharacters) || line.Any(c => char.IsControl(c) && c is < (char)0x80 and not '\t'))
            {
                throw new InvalidDataException($"Not a field: {line}");
            }

            _fields.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }
    }

    public string FirstLine { get; }

    /// <summary>The words of the first line.</summary>
    public string[] Words => FirstLine.Split(' ', 3);

    public string[] Values(string name) =>
        [.. _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)];

    /// <summary>The words of all fields of this name, which hold lists with commas.</summary>
    public string[] List(string name) =>
        [.. Values(name).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    public bool Says(string name, string word) => List(name).Contains(word, StringComparer.OrdinalIgnoreCase);

    public void Remove(string name) => _fields.RemoveAll(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public void Add(string name, string value) => _fields.Add((name, value));

    public byte[] ToBytes() => Encoding.Latin1.GetBytes(
        $"{FirstLine}\r\n{string.Concat(_fields.Select(field => $"{field.Name}: {field.Value}\r\n"))}\r\n");
}
