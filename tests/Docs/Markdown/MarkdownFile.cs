using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LearnLoadBalancer.Tests.Docs.Markdown;

/// <summary>What the tests want to know of a Markdown file: its fenced blocks, its links and its anchors.</summary>
internal sealed partial class MarkdownFile
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().Build();

    private MarkdownFile(string path, MarkdownDocument document)
    {
        Fences = [.. document.Descendants<FencedCodeBlock>().Select(block => ToFence(path, block))];
        Anchors = document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "").ToHashSet();
        Links =
        [
            .. document.Descendants<LinkInline>()
                .Where(link => link.Url is { Length: > 0 } url && !Scheme().IsMatch(url))
                .Select(link => new Link(link.Line + 1, link.Url!)),
        ];
    }

    public IReadOnlyList<Fence> Fences { get; }

    /// <summary>The ids of the headings, as GitHub makes them.</summary>
    public IReadOnlySet<string> Anchors { get; }

    /// <summary>The links into the repository. Links to other sites are left alone: tests need no network.</summary>
    public IReadOnlyList<Link> Links { get; }

    /// <summary>Reads a file of the repository.</summary>
    public static MarkdownFile Read(string path) => Parse(path, File.ReadAllText(Path.Combine(RepositoryFiles.Root, path)));

    /// <summary>Reads a text as if it stood in a file of that name.</summary>
    public static MarkdownFile Parse(string path, string text) => new(path, Markdig.Markdown.Parse(text, Pipeline));

    private static Fence ToFence(string path, FencedCodeBlock block)
    {
        try
        {
            return new Fence(
                path,
                block.Line + 1,
                block.Info ?? "",
                FenceAttributes.Parse(block.Arguments ?? ""),
                CutFrom(block),
                [.. block.Lines.Lines.Take(block.Lines.Count).Select(line => line.ToString())]);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}:{block.Line + 1}: {e.Message}");
        }
    }

    /// <summary>The file that a comment right before the block names.</summary>
    private static string? CutFrom(FencedCodeBlock block)
    {
        int index = block.Parent!.IndexOf(block);
        if (index == 0 || block.Parent[index - 1] is not HtmlBlock comment)
        {
            return null;
        }

        Match match = From().Match(comment.Lines.ToString());
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"<!--\s*from\s+(\S+)\s*-->\s*$")]
    private static partial Regex From();

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
