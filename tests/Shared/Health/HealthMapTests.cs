using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Health;

namespace LearnLoadBalancer.Tests.Health;

public sealed class HealthMapTests
{
    private static readonly Backend A = new("a", 1);
    private static readonly Backend B = new("b", 2);
    private static readonly Backend C = new("c", 3);

    [Fact]
    public void Available_NothingChecked_IsEmpty()
    {
        using var health = new HealthMap([A, B, C]);
        Assert.Empty(health.Available);
    }

    [Fact]
    public void Available_CheckedInAnyOrder_KeepsTheConfiguredOrder()
    {
        using var health = new HealthMap([A, B, C]);
        health.Set(C, true);
        health.Set(B, false);
        health.Set(A, true);
        Assert.Equal([A, C], health.Available);
    }

    [Fact]
    public void Set_FirstOutcomeEitherWay_IsATransition()
    {
        using var health = new HealthMap([A, B]);
        Assert.True(health.Set(A, true));
        Assert.True(health.Set(B, false));
    }

    [Fact]
    public void Set_SameOutcomeAgain_IsNone()
    {
        using var health = new HealthMap([A]);
        health.Set(A, true);
        Assert.False(health.Set(A, true));
        Assert.True(health.Set(A, false));
        Assert.False(health.Set(A, false));
    }

    [Fact]
    public void Available_TakenBeforeAChange_StaysAsItWas()
    {
        using var health = new HealthMap([A, B]);
        health.Set(A, true);
        IReadOnlyList<Backend> before = health.Available;
        health.Set(B, true);
        Assert.Equal([A], before);
    }

    [Fact]
    public void Outages_LastHealthyLost_GrowsOncePerLoss()
    {
        using var health = new HealthMap([A, B]);
        Assert.Equal(1, health.Outages);
        health.Set(A, false);
        Assert.Equal(1, health.Outages);
        health.Set(A, true);
        health.Set(B, true);
        health.Set(A, false);
        Assert.Equal(1, health.Outages);
        health.Set(B, false);
        Assert.Equal(2, health.Outages);
    }

    [Fact]
    public void Changed_IsRaisedForNewsOnly_WhenTheNewListCanBeRead()
    {
        using var health = new HealthMap([A, B]);
        var seen = new List<int>();
        health.Changed += () => seen.Add(Task.Run(() => health.Available.Count).Result); // From another thread: no lock is held.
        health.Set(A, true);
        health.Set(A, true);
        health.Set(B, true);
        health.Set(A, false);
        Assert.Equal([1, 2, 1], seen);
    }

    [Fact]
    public void Available_ManyReadersAndAWriter_IsAlwaysAStateThatWas()
    {
        const int Changes = 20_000;
        using var health = new HealthMap([A, B, C]);
        health.Set(A, true);
        using var together = new Barrier(5);
        int impossible = 0;
        bool done = false;
        Thread[] readers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            together.SignalAndWait();
            while (!Volatile.Read(ref done))
            {
                // The writer never takes A away, and has B and C in only one after the other.
                if (health.Available is not ([var a, ..] and { Count: <= 2 }) || a != A)
                {
                    Interlocked.Increment(ref impossible);
                }
            }
        }))];
        Array.ForEach(readers, reader => reader.Start());

        together.SignalAndWait();
        for (int change = 0; change < Changes; change++)
        {
            Backend other = change % 2 == 0 ? B : C;
            Assert.True(health.Set(other, true));
            Assert.True(health.Set(other, false));
        }

        Volatile.Write(ref done, true);
        Array.ForEach(readers, reader => reader.Join());
        Assert.Equal(0, impossible);
        Assert.Equal([A], health.Available);
    }
}
