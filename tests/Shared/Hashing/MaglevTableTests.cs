using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Hashing;

public sealed class MaglevTableTests
{
    [Fact]
    public void Owners_AnyWeights_ShareTheSlotsByWeight()
    {
        Prop.ForAll(Generate.Weights.Where(weights => weights.Sum() > 0).ToArbitrary(), weights =>
        {
            var roster = new Roster(new Farm(weights).Backends, new Farm(weights).Weights.Current);
            var table = new MaglevTable(roster);
            int[] slots = new int[roster.Count];
            Array.ForEach(table.Owners, owner => slots[owner]++);

            // Each waits for its next whole turn, so when the table is full each may be a slot behind; the
            // heaviest has them all, and there are 65,537.
            return table.Owners.Length == 65_537 && slots.Zip(roster.Weights).All(pair =>
                Math.Abs(pair.First - (65_537.0 * pair.Second / roster.TotalWeight)) <= roster.Count);
        }).Check(Generate.Quick.WithMaxTest(100));
    }

    [Fact]
    public void Owners_Nobody_AreNone() => Assert.Empty(new MaglevTable(new Roster([], new Farm().Weights.Current)).Owners);
}
