using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Sticky;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Sticky;

public sealed class StickyCodecTests
{
    private static readonly IReadOnlyList<Backend> Backends = Farm.OfEqual(5).Backends;

    [Fact]
    public void Find_ValueOfABackend_IsThatBackend()
    {
        StickyCodec codec = WithKey("sixteen letters!");
        Assert.All(Backends, backend => Assert.Equal(backend, codec.Find(codec.ValueOf(backend).Span)));
    }

    [Fact]
    public void ValueOf_SameKeyElsewhere_IsTheSame()
    {
        // Another balancer, another order, more backends: they must agree.
        StickyCodec here = WithKey("sixteen letters!");
        var there = new StickyCodec(Key("sixteen letters!"), Farm.OfEqual(9).Backends.Reverse());
        Assert.All(Backends, backend => Assert.Equal(backend, there.Find(here.ValueOf(backend).Span)));
        Assert.Equal("hSxSI0k7rTLL5_cEhH48qQ", Encoding.ASCII.GetString(here.ValueOf(Backends[0]).Span));
    }

    [Fact]
    public void Find_ValueOfAnotherKey_IsNobody()
    {
        StickyCodec codec = WithKey("sixteen letters!");
        StickyCodec other = WithKey("sixteen letters?");
        Assert.All(Backends, backend => Assert.Null(codec.Find(other.ValueOf(backend).Span)));
    }

    [Fact]
    public void Find_RandomKeys_DoNotAgree()
    {
        var first = new StickyCodec(StickyKey.CreateRandom(), Backends);
        var second = new StickyCodec(StickyKey.CreateRandom(), Backends);
        Assert.Null(second.Find(first.ValueOf(Backends[0]).Span));
        Assert.Equal(Backends[0], first.Find(first.ValueOf(Backends[0]).Span));
    }

    [Fact]
    public void Find_OneCharacterChangedCutOrAdded_IsNobody()
    {
        StickyCodec codec = WithKey("sixteen letters!");
        byte[] value = codec.ValueOf(Backends[0]).ToArray();
        for (int index = 0; index < value.Length; index++)
        {
            byte[] changed = [.. value];
            changed[index] ^= 1;
            Assert.Null(codec.Find(changed));
            Assert.Null(codec.Find(value.AsSpan(0, index)));
        }

        Assert.Null(codec.Find([.. value, (byte)'A']));
        Assert.Null(codec.Find("a:9001"u8));
        Assert.Null(codec.Find("0"u8));
    }

    [Fact]
    public void ValueOf_Always_IsShortAndMayStandInACookie() => Assert.All(Backends, backend =>
        Assert.Matches("^[A-Za-z0-9_-]{22}$", Encoding.ASCII.GetString(WithKey("sixteen letters!").ValueOf(backend).Span)));

    [Fact]
    public void Find_AnyValue_AllocatesNothing()
    {
        StickyCodec codec = WithKey("sixteen letters!");
        ReadOnlySpan<byte> value = codec.ValueOf(Backends[0]).Span;
        codec.Find(value);
        long before = GC.GetAllocatedBytesForCurrentThread();
        codec.Find(value);
        codec.Find("nobody's value of 22 c"u8);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void TryParse_ShortKey_IsRefusedAndNotRepeated()
    {
        Assert.False(StickyKey.TryParse("fifteen letters", out _, out string? complaint));
        Assert.Equal("--sticky-key is too short. Give it 16 characters or more, hard to guess, and the same to every balancer.", complaint);
    }

    private static StickyCodec WithKey(string text) => new(Key(text), Backends);

    private static StickyKey Key(string text)
    {
        Assert.True(StickyKey.TryParse(text, out StickyKey? key, out _));
        return key;
    }
}
