using LearnLoadBalancer.Tests.Docs.Markdown;
using LearnLoadBalancer.Tests.Support;
using Xunit.Abstractions;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>What the documentation shows is there, and its commands are executed, by <see cref="PageCommandsTests"/>. docs/writing.md explains it to authors.</summary>
public sealed class PagesTests(ITestOutputHelper output)
{
    public static TheoryData<string> Pages => [.. RepositoryFiles.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void CommandBlocks_All_AreExecutedOrSayWhyNot(string page)
    {
        Fence[] commands = [.. MarkdownFile.Read(page).Fences.Where(fence => fence.IsCommands)];
        Fence[] notExecuted = [.. commands.Where(fence => !fence.IsExecuted)];

        output.WriteLine($"{page}: {notExecuted.Length} of {commands.Length} command blocks are not executed.");
        foreach (Fence fence in notExecuted)
        {
            output.WriteLine($"  {fence.Place}: {fence.SkipReason}");
        }

        Complaints.None(notExecuted.Where(fence => fence.SkipReason is null).Select(fence => $"{fence.Place} lacks skip=\"the reason\"."));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void CodeBlocks_All_StandInTheFileTheyAreCutFrom(string page) =>
        Complaints.None(MarkdownFile.Read(page).Fences.Where(fence => fence.IsCode).Select(CodeCut.WhatIsWrong));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_IntoTheRepository_Resolve(string page) =>
        Complaints.None(MarkdownFile.Read(page).Links.Select(link => LinkTarget.WhatIsWrong(page, link)));
}
