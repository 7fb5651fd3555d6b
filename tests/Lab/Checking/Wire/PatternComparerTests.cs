using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Tests.Lab.Checking.Wire;

public sealed class PatternComparerTests
{
    /// <summary>More than a block of the pattern, so that it repeats.</summary>
    private const int Length = 2_500_000;

    private readonly Pattern _pattern = new(new Random(7));

    [Theory]
    [InlineData(1_000)]
    [InlineData(65_536)]
    [InlineData(Length)]
    public void Add_TheSameBytesInPieces_IsSame(int piece)
    {
        PatternComparer comparer = Compare(_pattern.Take(Length), piece);

        Assert.True(comparer.IsSame);
        Assert.Equal("all 2,500,000 bytes", comparer.Describe());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_536)]
    [InlineData(1_048_573)]
    [InlineData(Length - 1)]
    public void Add_OneByteChanged_NamesIt(int at)
    {
        byte[] bytes = _pattern.Take(Length);
        bytes[at] ^= 0x01;
        PatternComparer comparer = Compare(bytes, 8_192);

        Assert.False(comparer.IsSame);
        Assert.StartsWith($"byte {at:N0} was sent as", comparer.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_OneByteLeftOut_IsADifference()
    {
        byte[] bytes = _pattern.Take(Length);
        PatternComparer comparer = Compare([.. bytes[..100_000], .. bytes[100_001..]], 8_192);

        Assert.False(comparer.IsSame);
        Assert.NotNull(comparer.Difference);
    }

    [Fact]
    public void Add_TooFew_SaysHowMany()
    {
        PatternComparer comparer = Compare(_pattern.Take(Length - 1), 8_192);

        Assert.False(comparer.IsSame);
        Assert.Equal("2,499,999 of 2,500,000 bytes", comparer.Describe());
    }

    [Fact]
    public void Add_OneTooMany_SaysSo()
    {
        PatternComparer comparer = Compare(_pattern.Take(Length + 1), 8_192);

        Assert.False(comparer.IsSame);
        Assert.Equal("more than the 2,500,000 bytes that were sent", comparer.Describe());
    }

    private PatternComparer Compare(byte[] bytes, int piece)
    {
        var comparer = new PatternComparer(_pattern, Length);
        for (int at = 0; at < bytes.Length; at += piece)
        {
            comparer.Add(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
        }

        return comparer;
    }
}
