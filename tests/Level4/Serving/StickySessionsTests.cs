using System.Text.RegularExpressions;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Sticky;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level4.Serving;

public sealed partial class StickySessionsTests
{
    [Fact]
    public async Task Session_New_GetsACookieAndStays()
    {
        await using Trio trio = await Trio.StartAsync(Sticky());

        HttpMessage first = await trio.AskAsync();
        Assert.Matches(DefaultCookie(), first.Field("Set-Cookie"));

        Assert.Equal(new string(first.Body[0], 6), await trio.AskAsync(6, Trio.Returning(first)));
        Assert.Null((await trio.AskAsync(Trio.Returning(first))).Field("Set-Cookie"));
        Assert.NotEqual(first.Body, (await trio.AskAsync()).Body); // Another client takes turns.
    }

    [Fact]
    public async Task Cookie_AllOptions_SaysThem()
    {
        await using Trio trio = await Trio.StartAsync(new BalancingOptions([])
        {
            Sticky = new StickyOptions { Cookie = "__Host-home", Lifetime = TimeSpan.FromHours(12), Secure = true, SameSite = SameSite.None },
        });

        Assert.Matches("^__Host-home=[A-Za-z0-9_-]{22}; Path=/; Max-Age=43200; HttpOnly; SameSite=None; Secure$", (await trio.AskAsync()).Field("Set-Cookie"));
    }

    [Fact]
    public async Task Lifetime_SessionInUse_IsRenewedWithEachResponse()
    {
        await using Trio trio = await Trio.StartAsync(new BalancingOptions([]) { Sticky = new StickyOptions { Lifetime = TimeSpan.FromMinutes(30) } });
        HttpMessage first = await trio.AskAsync();
        for (int request = 0; request < 3; request++)
        {
            HttpMessage next = await trio.AskAsync(Trio.Returning(first));
            Assert.Equal((first.Body, first.Field("Set-Cookie")), (next.Body, next.Field("Set-Cookie")));
        }
    }

    [Theory]
    [InlineData("Cookie: lb-session=AAAAAAAAAAAAAAAAAAAAAA\r\n")]
    [InlineData("Cookie: lb-session=127.0.0.1:9001\r\n")]
    [InlineData("Cookie: lb-session=\r\n")]
    [InlineData("Cookie: other=1\r\n")]
    public async Task Cookie_ForgedOrUnknown_ChoosesNobody(string cookie)
    {
        await using Trio trio = await Trio.StartAsync(Sticky());

        Assert.Equal("ABCABC", await trio.AskAsync(6, cookie));
        Assert.NotNull((await trio.AskAsync(cookie)).Field("Set-Cookie"));
    }

    [Theory]
    [InlineData("Cookie: lb-session=junk; {0}\r\n")]
    [InlineData("Cookie: lb-session=AAAAAAAAAAAAAAAAAAAAAA; other=1; lb-session=; {0}; lb-session=more\r\n")]
    [InlineData("Cookie: lb-session=junk\r\nCookie: a=b; {0}\r\n")]
    public async Task Cookie_BehindOthersOfItsName_IsFound(string fields)
    {
        await using Trio trio = await Trio.StartAsync(Sticky());
        HttpMessage first = await trio.AskAsync();
        string returning = string.Format(System.Globalization.CultureInfo.InvariantCulture, fields, first.Field("Set-Cookie")!.Split(';')[0]);

        Assert.Equal(new string(first.Body[0], 3), await trio.AskAsync(3, returning));
        Assert.Null((await trio.AskAsync(returning)).Field("Set-Cookie"));
    }

    [Fact]
    public async Task Backend_Gone_ItsSessionMovesOnceAndTheOthersStay()
    {
        await using Trio trio = await Trio.StartAsync(Sticky());
        HttpMessage[] first = [await trio.AskAsync(), await trio.AskAsync(), await trio.AskAsync()];
        Assert.Equal("ABC", string.Concat(first.Select(response => response.Body)));

        await trio.Backends[1].Script.StopListeningAsync();
        await EndConnectionsAsync(trio, 1);
        Assert.Equal("AAA", await trio.AskAsync(3, Trio.Returning(first[0])));
        Assert.Equal("CCC", await trio.AskAsync(3, Trio.Returning(first[2])));

        HttpMessage moved = await trio.AskAsync(Trio.Returning(first[1]));
        Assert.Equal(200, moved.Status);
        Assert.NotNull(moved.Field("Set-Cookie"));

        // It stays there, and also when its old home is back.
        Assert.Equal(new string(moved.Body[0], 3), await trio.AskAsync(3, Trio.Returning(moved)));
        trio.Backends[1].Script.ListenAgain();
        Assert.Equal(new string(moved.Body[0], 3), await trio.AskAsync(3, Trio.Returning(moved)));
    }

    [Fact]
    public async Task Backend_Gone_RequestsAtTheSameTimeMoveToTheSamePlace()
    {
        await using Trio trio = await Trio.StartAsync(Sticky());
        HttpMessage first = await trio.AskAsync();
        Assert.Equal("A", first.Body);
        await trio.Backends[0].Script.StopListeningAsync();
        await EndConnectionsAsync(trio, 0);

        // As a browser loads a page: all of them have the old cookie.
        HttpMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => trio.AskAsync(Trio.Returning(first))));

        string home = Assert.Single(responses.Select(response => response.Body).Distinct());
        Assert.NotEqual("A", home);
        Assert.Single(responses.Select(response => response.Field("Set-Cookie")).Distinct());
        Assert.Equal(home, (await trio.AskAsync(Trio.Returning(responses[0]))).Body);
    }

    [Fact]
    public async Task Balancers_SameKey_KnowEachOthersSessions()
    {
        Assert.True(StickyKey.TryParse("hard to guess, and the same", out StickyKey? key, out _));
        BalancingOptions sticky = new([]) { Sticky = new StickyOptions { Key = key } };
        await using Trio trio = await Trio.StartAsync(sticky);
        await using RunningLevel other = await trio.StartAnotherAsync(sticky, []);

        for (int session = 0; session < 6; session++)
        {
            HttpMessage first = await trio.AskAsync();
            HttpMessage next = await Trio.AskAsync(other, Trio.Returning(first));
            Assert.Equal((first.Body, (string?)null), (next.Body, next.Field("Set-Cookie")));
        }
    }

    [Fact]
    public async Task Backend_Drains_KeepsItsSessionsAndGetsNoNewOnes()
    {
        Assert.True(StickyKey.TryParse("hard to guess, and the same", out StickyKey? key, out _));
        BalancingOptions sticky = new([]) { Sticky = new StickyOptions { Key = key } };
        await using Trio trio = await Trio.StartAsync(sticky);
        await using RunningLevel draining = await trio.StartAnotherAsync(sticky, [1, 0, 1]);
        HttpMessage[] first = [await trio.AskAsync(), await trio.AskAsync(), await trio.AskAsync()];
        for (int request = 0; request < 6; request++)
        {
            Assert.Equal("B", (await Trio.AskAsync(draining, Trio.Returning(first[1]))).Body);
            Assert.NotEqual("B", (await Trio.AskAsync(draining)).Body);
        }
    }

    [Fact]
    public async Task NotSticky_Response_IsLeftAlone()
    {
        await using Trio trio = await Trio.StartAsync();

        Assert.Null((await trio.AskAsync("Cookie: lb-session=x\r\n")).Field("Set-Cookie"));
    }

    private static BalancingOptions Sticky() => new([]) { Sticky = new StickyOptions() };

    /// <summary>Ends the connections that are kept to a backend.</summary>
    private static async Task EndConnectionsAsync(Trio trio, int backend)
    {
        trio.Backends[backend].Script.CloseAll();
        await Support.Eventually.TrueAsync(() => trio.Backends[backend].Script.Open == 0, "its connections have ended");
    }

    [GeneratedRegex("^lb-session=[A-Za-z0-9_-]{22}; Path=/; HttpOnly; SameSite=Lax$")]
    private static partial Regex DefaultCookie();
}
