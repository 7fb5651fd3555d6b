using LearnLoadBalancer.Hashing;

namespace LearnLoadBalancer.Tests.Hashing;

public sealed class StableHashTests
{
    [Fact]
    public void Of_KnownBytes_IsTheSameInEveryVersion()
    {
        // FNV-1a of "a" is AF63DC4C8601EC8C (its authors' test vector); then comes the mixing.
        Assert.Equal(198367012849983736UL, StableHash.Of("a"u8));
        Assert.Equal(13757245211066428519UL, StableHash.Nth(1, 2));
    }

    [Fact]
    public void Of_OneBitDiffers_AboutHalfOfTheBitsDo()
    {
        double differing = Enumerable.Range(0, 10_000).Average(number =>
            (double)System.Numerics.BitOperations.PopCount(
                StableHash.Of(BitConverter.GetBytes(number)) ^ StableHash.Of(BitConverter.GetBytes(number ^ (1 << (number % 32))))));
        Assert.InRange(differing, 31.5, 32.5);
    }

    [Fact]
    public void Of_NumbersInARow_FillBucketsEvenly()
    {
        int[] buckets = new int[16];
        for (int number = 0; number < 160_000; number++)
        {
            buckets[StableHash.Of(System.Text.Encoding.ASCII.GetBytes($"10.0.0.{number}")) >> 60]++;
        }

        Assert.All(buckets, count => Assert.InRange(count, 9_500, 10_500)); // 5 x 97
    }
}
