using LearnLoadBalancer.Tests.Docs.Markdown;
using LearnLoadBalancer.Tests.Docs.Running;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>The test of the chapters is itself tested: on pages that are right, and on pages that are wrong on purpose.</summary>
[StartsPrograms]
public sealed class ChapterTests(CheckoutCopies copies) : IClassFixture<CheckoutCopies>
{
    [Theory]
    [InlineData("```console\n$ x=5\n$ echo $x; echo err >&2\n5\nerr\n```")]
    [InlineData("```console\n$ printf 'no newline'\nno newline\n```")]
    [InlineData("```console exit=3\n$ (exit 3)\n```")]
    [InlineData("```console needs=no-such-program\n$ no-such-program\n```")]
    [InlineData("```console\n$ echo 8090 9001 9009\n8090 9001 9009\n```")]
    [InlineData("```console\n$ test 8090 != $((8089 + 1)) && echo replaced\nreplaced\n```")]
    [InlineData("```console terminal=t\n$ echo up; sleep 600\nup\n^C\n```")]
    [InlineData("```console terminal=t\n$ trap 'echo stopping; exit' INT; echo up; while :; do sleep 0.01; done\nup\n^C\nstopping\n```")]
    [InlineData("```console terminal=t\n$ trap 'echo stopping; echo stopped; exit' INT; echo up; while :; do sleep 0.01; done\nup\n^C\n...\n```")]
    [InlineData("```console terminal=t\n$ echo a; echo b; sleep 600\na\n```\n\n```console terminal=t\nb\n^C\n```")]
    [InlineData("```console terminal=t\n$ echo over\nover\n```")]
    public Task RunAsync_PageThatIsRight_Passes(string page) => RunAsync(page);

    [Theory]
    [InlineData("```console\n$ echo two\none\n```",
        "page.md:2: $ echo two\n  the chapter shows:\n    | one\n  what came:\n    | two\n")]
    [InlineData("```console\n$ echo more\n```",
        "page.md:2: $ echo more\n  the chapter shows:\n    (nothing)\n  what came:\n    | more\n")]
    [InlineData("```console\n$ (exit 3)\n```",
        "page.md:2: $ (exit 3)\n  ended with exit code 3, not 0. If that is meant, add exit=3 to the block.")]
    [InlineData("```console\noutput\n```",
        "page.md:2: output or ^C without a command above it. Does the block lack terminal=NAME?")]
    [InlineData("```console terminal=t\n$ echo two; sleep 600\none\n^C\n```",
        "page.md:2: terminal t: $ echo two; sleep 600\n  the chapter shows:\n    | one\n  what has come:\n    | two\n")]
    [InlineData("```console terminal=t\n$ echo one\none\ntwo\n```",
        "page.md:2: terminal t: $ echo one\n  the chapter shows:\n    | one\n    | two\n  what came before it ended:\n    | one\n")]
    [InlineData("```console terminal=t\n$ echo one; echo two; sleep 600\none\n^C\n```",
        "page.md:4: terminal t\n  the chapter shows:\n    (nothing)\n  what came besides:\n    | two\n")]
    [InlineData("```console terminal=t\n$ echo up; sleep 600\nup\n```",
        "page.md: at its end: the program in terminal t still runs. End it with ^C.")]
    [InlineData("```console terminal=t\noutput\n```",
        "page.md:2: terminal t has not been opened by a command.")]
    [InlineData("```console terminal=t\n^C\n```", "page.md:2: ^C in terminal t, in which nothing runs.")]
    public async Task RunAsync_PageThatIsWrong_SaysWhereAndWhat(string page, string message)
    {
        ChapterException e = await Assert.ThrowsAsync<ChapterException>(() => RunAsync(page));

        Assert.Equal(message, e.Message.ReplaceLineEndings("\n"));
    }

    private Task RunAsync(string page) =>
        Chapter.RunAsync(MarkdownFile.Parse("page.md", page).Fences, copies, CancellationToken.None);
}
