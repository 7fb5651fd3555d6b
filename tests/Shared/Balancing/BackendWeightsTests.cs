using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Balancing;

public sealed class BackendWeightsTests
{
    [Fact]
    public void Of_NothingSaid_IsOne() => Assert.Equal(1, new BackendWeights().Of(Farm.At(0)));

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public void Set_TheEndsOfTheRange_AreTaken(int weight)
    {
        var weights = new BackendWeights();
        weights.Set(Farm.At(0), weight);
        Assert.Equal(weight, weights.Of(Farm.At(0)));
        Assert.Equal(1, weights.Of(Farm.At(1)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(257)]
    public void Set_OutsideTheRange_Throws(int weight) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackendWeights().Set(Farm.At(0), weight));

    [Fact]
    public void Current_AfterAChange_IsAnotherObject()
    {
        var weights = new BackendWeights();
        IReadOnlyDictionary<LearnLoadBalancer.Backends.Backend, int> before = weights.Current;
        weights.Set(Farm.At(0), 3);
        Assert.NotSame(before, weights.Current);
        Assert.Empty(before);
        Assert.Same(weights.Current, weights.Current);
    }

    [Fact]
    public void Replace_SeveralAtOnce_IsOnePieceOfNews()
    {
        var weights = new BackendWeights([(Farm.At(0), 3), (Farm.At(1), 1)]);
        int news = 0;
        weights.Changed += () => news++;
        weights.Replace(new Dictionary<LearnLoadBalancer.Backends.Backend, int> { [Farm.At(0)] = 48, [Farm.At(1)] = 2 });

        Assert.Equal((1, 48, 2), (news, weights.Of(Farm.At(0)), weights.Of(Farm.At(1))));
    }
}
