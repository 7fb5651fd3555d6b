using System.Text.RegularExpressions;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Docs.Markdown;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>The page of the causes and the table in the program say the same, and the log line leads to the page.</summary>
public sealed partial class CausesPageTests
{
    public static TheoryData<string> Names => [.. Causes.All.Select(cause => cause.Name)];

    private static string Text { get; } = File.ReadAllText(Path.Combine(RepositoryFiles.Root, Causes.Page)).ReplaceLineEndings("\n");

    [Fact]
    public void Headings_OfThePage_AreTheCodes_AndNoMore() => Assert.Equal(
        Causes.All.OrderBy(cause => cause.Side).Select(cause => cause.Name),
        Heading().Matches(Text).Select(match => match.Groups["name"].Value));

    [Theory]
    [MemberData(nameof(Names))]
    public void Section_OfACode_HasItsStatusItsSideItsMeaningAndARemedy(string name)
    {
        Cause cause = Causes.All.Single(cause => cause.Name == name);

        string section = SectionOf(name);

        string status = cause.Status == 0 ? "Cut" : $"{cause.Status}";
        Assert.StartsWith($"**{status}**, the {cause.Side.ToString().ToLowerInvariant()}'s side. {cause.Meaning}\n", section, StringComparison.Ordinal);
        Assert.Contains("\n*What to do:* ", section, StringComparison.Ordinal);
    }

    /// <summary>What the log line says, see <see cref="LearnLoadBalancer.Serving.FailureLog"/>, is a heading's anchor.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void LinkOfTheLogLine_Resolves(string name) =>
        Assert.Null(LinkTarget.WhatIsWrong("README.md", new Link(1, $"{Causes.Page}#{name}")));

    private static string SectionOf(string name)
    {
        string heading = $"### `{name}`\n\n";
        int start = Text.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        int end = Text.IndexOf("\n#", start, StringComparison.Ordinal);
        return Text[start..(end < 0 ? Text.Length : end)];
    }

    [GeneratedRegex("^### `(?<name>.+)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
