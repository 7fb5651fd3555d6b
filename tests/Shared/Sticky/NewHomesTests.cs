using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Sticky;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Sticky;

public sealed class NewHomesTests
{
    private const int Clients = 12_000;

    [Fact]
    public void Find_SameClientAndHome_IsTheSameWhateverTheOrder()
    {
        var farm = Farm.OfEqual(5);
        var homes = new NewHomes(farm.Backends);
        var others = new NewHomes(farm.Backends.Reverse());
        for (int client = 0; client < 100; client++)
        {
            Backend? home = Find(homes, farm, client, farm.Backends.Skip(1));
            Assert.Equal(home, Find(homes, farm, client, farm.Backends.Skip(1)));
            Assert.Equal(home, Find(others, farm, client, farm.Backends.Skip(1).Reverse()));
        }
    }

    [Fact]
    public void Find_ManyClients_AreSharedByWeight()
    {
        var farm = new Farm(1, 1, 2, 3, 0);
        var homes = new NewHomes(farm.Backends);
        int[] shares = new int[5];
        for (int client = 0; client < Clients; client++)
        {
            shares[farm.Backends.Index().Single(pair => pair.Item == Find(homes, farm, client, farm.Backends.Skip(1))).Index]++;
        }

        // Of 6 parts: 1, 2 and 3. Five standard deviations of 12,000 draws are 204, 258 and 274.
        Assert.Equal((0, 0), (shares[0], shares[4]));
        Assert.InRange(shares[1], 1_790, 2_210);
        Assert.InRange(shares[2], 3_740, 4_260);
        Assert.InRange(shares[3], 5_725, 6_275);
    }

    [Fact]
    public void Find_AnotherOneLeavesToo_OnlyThoseThatWouldHaveGoneThereGoElsewhere()
    {
        var farm = Farm.OfEqual(6);
        var homes = new NewHomes(farm.Backends);
        for (int client = 0; client < 1000; client++)
        {
            Backend? before = Find(homes, farm, client, farm.Backends.Skip(1));
            Backend? after = Find(homes, farm, client, farm.Backends.Skip(2));
            Assert.True(before == farm.Backends[1] ? after != before : after == before);
        }
    }

    [Fact]
    public void Find_Tried_IsLeftOut()
    {
        var farm = Farm.OfEqual(3);
        var homes = new NewHomes(farm.Backends);
        for (int client = 0; client < 100; client++)
        {
            Assert.Equal(farm.Backends[2], homes.Find(farm.Backends[0], Address(client), new Roster(farm.Backends, farm.Weights.Current), new PickContext(null, [farm.Backends[0], farm.Backends[1]])));
            Assert.Null(homes.Find(farm.Backends[0], Address(client), new Roster(farm.Backends, farm.Weights.Current), new PickContext(null, farm.Backends)));
        }
    }

    [Fact]
    public void Find_Always_AllocatesNothing()
    {
        var farm = Farm.OfEqual(3);
        var homes = new NewHomes(farm.Backends);
        byte[] address = Address(1);
        var roster = new Roster(farm.Backends, farm.Weights.Current);
        homes.Find(farm.Backends[0], address, roster, default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        homes.Find(farm.Backends[0], address, roster, default);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Backend? Find(NewHomes homes, Farm farm, int client, IEnumerable<Backend> available) =>
        homes.Find(farm.Backends[0], Address(client), new Roster([.. available], farm.Weights.Current), default);

    private static byte[] Address(int client) => Encoding.ASCII.GetBytes($"10.0.{client / 256}.{client % 256}");
}
