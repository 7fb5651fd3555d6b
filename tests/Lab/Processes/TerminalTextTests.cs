using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Processes;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001b]8;;http://x\u001b\\link", "link")]
    [InlineData("\u001b[2J\u001b[Hgone", "gone")]
    [InlineData("\u009b5mblink", "blink")]
    [InlineData("\u001bcreset", "reset")]
    [InlineData("bell\u0007 and back\b", "bell  and back ")]
    [InlineData("10 %\r20 %", "10 % 20 %")]
    [InlineData("exe\u202egnp.txt", "exe gnp.txt")]
    [InlineData("half\u001b[", "half")]
    public void Plain_WhatATerminalObeys_IsLeftOut(string text, string plain) => Assert.Equal(plain, TerminalText.Plain(text));

    [Theory]
    [InlineData("a\tb\r\nc\n")]
    [InlineData("Größe … \\x1b 日本")]
    public void Plain_AllElse_StaysAsItIs(string text) => Assert.Equal(text, TerminalText.Plain(text));
}
