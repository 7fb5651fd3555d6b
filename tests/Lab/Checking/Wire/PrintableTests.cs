using System.Text;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Tests.Lab.Checking.Wire;

public sealed class PrintableTests
{
    [Fact]
    public void Escape_LinesAndOddBytes_AreShown() =>
        Assert.Equal("GET / HTTP/1.1\\r\\n\nX: \\x00\\xff\\\\\\t\\r\\n", Escape("GET / HTTP/1.1\r\nX: \0ÿ\\\t\r\n"));

    [Fact]
    public void Escape_TooLong_IsCutAndSaysSo() =>
        Assert.Equal("aaaa… (1,996 bytes more)", Printable.Escape(new string('a', 2000).Select(c => (byte)c).ToArray(), 2000, limit: 4));

    [Fact]
    public void Escape_MoreThanWasKept_CountsTheRest() => Assert.Equal("ab… (8 bytes more)", Printable.Escape("ab"u8, 10));

    [Fact]
    public void Escape_LongLine_IsCutAndTheNextIsShown()
    {
        string line = new('a', 200);

        Assert.Equal($"X: {line[..157]}… (43 bytes more)\\r\\n\nY: 1\\r\\n", Escape($"X: {line}\r\nY: 1\r\n"));
    }

    [Fact]
    public void Escape_LongLineAtTheEnd_CountsItsRestOnce() =>
        Assert.Equal($"{new string('a', 160)}… (840 bytes more)", Printable.Escape(Enumerable.Repeat((byte)'a', 200).ToArray(), 1000));

    private static string Escape(string text) => Printable.Escape(Encoding.Latin1.GetBytes(text), text.Length);
}
