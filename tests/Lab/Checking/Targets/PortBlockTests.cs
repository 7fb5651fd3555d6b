using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Tests.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Checking.Targets;

public sealed class PortBlockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryTake_SomebodyHasIt_IsNullUntilItIsReleased()
    {
        PortBlock? first = PortBlock.TryTake(_folder.Path, 20_000);
        Assert.NotNull(first);
        Assert.Null(PortBlock.TryTake(_folder.Path, 20_000));
        PortBlock? other = PortBlock.TryTake(_folder.Path, 20_040);
        Assert.NotNull(other);

        first.Release();
        PortBlock? again = PortBlock.TryTake(_folder.Path, 20_000);
        Assert.NotNull(again);
        again.Release();
        other.Release();
    }

    [Fact]
    public void TakeNext_AllOfThem_AreItsPortsAndEndSomewhere()
    {
        PortBlock block = PortBlock.TryTake(_folder.Path, 20_000)!;
        Assert.Equal(Enumerable.Range(20_000, PortBlock.Size).Cast<int?>(), Enumerable.Range(0, PortBlock.Size).Select(_ => block.TakeNext()));
        Assert.Null(block.TakeNext());
        block.Release();
    }

    [Fact]
    public void PickNeighbours_AlsoAtABlocksEnd_FollowEachOther()
    {
        for (int pick = 0; pick < 10; pick++)
        {
            int[] ports = CheckPorts.PickNeighbours(7);
            Assert.Equal(Enumerable.Range(ports[0], 7), ports);
        }
    }

    [Fact]
    public async Task PickFree_ManyAtOnce_NoneTwice()
    {
        int[][] picked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CheckPorts.PickFree(10))));
        Assert.Equal(80, picked.SelectMany(ports => ports).Distinct().Count());
    }
}
