using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>What a source file says, and what it can mean by that. No compiler is asked.</summary>
internal sealed partial class SourceWords
{
    private readonly HashSet<string> _visible;
    private readonly HashSet<string> _words;
    private readonly HashSet<string> _members;
    private readonly HashSet<string> _extensions;
    private readonly string _type;

    public SourceWords(SourceFile file)
    {
        string code = Comment().Replace(file.Text, "");
        Namespace = NamespaceLine().Match(code).Groups["name"].Value;
        _type = Path.GetFileNameWithoutExtension(file.Name);
        _extensions = Names(ExtensionMethod(), code);
        _visible = [.. Usings(code), .. Enclosing(Namespace)];
        code = NamespaceLine().Replace(Using().Replace(code, ""), "");
        _words = Names(Word(), code);
        _members = Names(Member(), code);
    }

    /// <summary>The namespace of its type.</summary>
    public string Namespace { get; }

    /// <summary>
    /// Whether it needs that file. A file holds one type and is named after it: so whoever says that word, and has its namespace in
    /// sight, needs it. A word behind a dot is a member, and no type; but an extension method is called so, without its type's name.
    /// </summary>
    public bool Needs(SourceWords other) =>
        _visible.Contains(other.Namespace) && (_words.Contains(other._type) || _members.Overlaps(other._extensions));

    /// <summary>A using that a comment needed, and nothing else: without that namespace it is an error.</summary>
    public static SourceFile WithoutUsings(SourceFile file, Predicate<string> isGone) =>
        file with { Text = Using().Replace(file.Text, match => isGone(match.Groups["name"].Value) ? "" : match.Value) };

    private static IEnumerable<string> Usings(string code) => Using().Matches(code).Select(match => match.Groups["name"].Value);

    private static HashSet<string> Names(Regex pattern, string code) => [.. pattern.Matches(code).Select(match => match.Groups["name"].Value)];

    private static IEnumerable<string> Enclosing(string name)
    {
        for (string inside = name; inside.Length > 0; inside = inside[..Math.Max(0, inside.LastIndexOf('.'))])
        {
            yield return inside;
        }
    }

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^using (static )?(?<name>[\w.]+);\r?\n", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Za-z_]\w*)")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=\.)(?<name>[A-Za-z_]\w*)")]
    private static partial Regex Member();

    [GeneratedRegex(@"\bstatic\b.*?\b(?<name>\w+)(<[^>(]*>)?\(\s*this\s")]
    private static partial Regex ExtensionMethod();
}
