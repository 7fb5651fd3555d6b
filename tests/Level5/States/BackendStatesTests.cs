using LearnLoadBalancer.Http;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Ejection;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Level5.States;

namespace LearnLoadBalancer.Tests.Level5.States;

/// <summary>Ejection and its end, with the true policies, without sockets.</summary>
public sealed class BackendStatesTests
{
    private static readonly Func<int, int> AllWell = _ => 200;
    private static readonly Func<int, int> SecondFails = place => place == 1 ? 503 : 200;

    [Fact]
    public void Observe_NobodyYet_NobodyIsUsed()
    {
        using var rig = new StatesRig(2);
        Assert.Equal("unknown, unknown", rig.Words);
        Assert.Empty(rig.States.Available);
        rig.Check(1, CheckResult.Ok);
        Assert.Equal("1", rig.Listed);
    }

    [Fact]
    public void Ask_FiveFailuresInARow_EjectsAndSaysSo()
    {
        using StatesRig rig = new StatesRig(3).Start();
        Assert.Equal([6, 5, 4], rig.AskMany(15, SecondFails));

        Assert.Equal("02", rig.Listed);
        Assert.Matches(@"^up, ejected for [01]\.\d s, up$", rig.Words);
        Assert.Contains(rig.Log.Lines, line => line.StartsWith("Backend b:9001 ejected for ", StringComparison.Ordinal)
            && line.EndsWith(" s: 5 failures in a row, the last one status 503", StringComparison.Ordinal));
        Assert.Equal([6, 0, 6], rig.AskMany(12, SecondFails));
    }

    /// <summary>A request that has picked it already is turned away at the door, and goes elsewhere.</summary>
    [Fact]
    public void Pick_TheListIsOlderThanTheEjection_GoesElsewhere()
    {
        using StatesRig rig = new StatesRig(2).Start();
        IReadOnlyList<int> failures = [.. Enumerable.Range(0, 9).Select(_ => rig.Ask(SecondFails).Place)];
        Assert.Equal(4, failures.Count(place => place == 1));
        BackendState second = rig.States.Of(rig.Backends[1]);
        rig.States.Note(second, failure: true, ticket: 0, "status 503"); // And nobody has made the list anew.

        Assert.False(rig.States.TryEnter(second, out _));
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(0, rig.Enter().Place));
    }

    /// <summary>zentinel#261: the balancer no longer picked it, so it never became half-open.</summary>
    [Theory]
    [InlineData("round-robin")]
    [InlineData("weighted-round-robin")]
    [InlineData("random")]
    [InlineData("weighted-random")]
    [InlineData("least-requests")]
    [InlineData("power-of-two")]
    [InlineData("ring-hash")]
    [InlineData("maglev")]
    public void Until_ItsTimeIsOver_EjectedIsTriedAgain(string policy)
    {
        using StatesRig rig = new StatesRig(3, policy: policy).Start();
        while (rig.Listed == "012")
        {
            rig.Ask(SecondFails);
        }

        rig.Turn(1.3); // A second, and a fifth of it at most.
        Assert.Equal(("012", "up, probing, up"), (rig.Listed, rig.Words));
        while (rig.Words.Contains("probing", StringComparison.Ordinal))
        {
            rig.Ask(AllWell);
        }

        Assert.Equal(("012", "up, up, up"), (rig.Listed, rig.Words));
        Assert.Contains("Backend b:9001 back: the probing request succeeded", rig.Log.Lines);
    }

    /// <summary>safe-client-gateway#3442: half-open let everybody in, and the traffic felled it again.</summary>
    [Fact]
    public void Probing_AHundredRequestsAtOnce_OneGoesThere()
    {
        using StatesRig rig = new StatesRig(3).Start();
        rig.AskMany(15, SecondFails);
        rig.Turn(1.3);
        List<StatesRig.Visit> visits = [.. Enumerable.Range(0, 100).Select(_ => rig.Enter())];

        Assert.Equal(1, visits.Count(visit => visit.Place == 1));
        Assert.DoesNotContain(visits, visit => visit.Place < 0);
        visits.ForEach(visit => visit.Responds(200));
        Assert.Equal([4, 4, 4], rig.AskMany(12, AllWell)); // And with its success it has its full share.
    }

    /// <summary>They hung in a process that is no more. What they say is of the time before the ejection.</summary>
    [Fact]
    public void Note_RequestsFromBeforeTheEjectionFailAfterIt_ChangesNothing()
    {
        using StatesRig rig = new StatesRig(2).Start();
        StatesRig.Visit[] before = [.. Enumerable.Range(0, 40).Select(_ => rig.Enter()).Where(visit => visit.Place == 1)];
        rig.AskMany(10, SecondFails);
        rig.Turn(1.3);
        rig.AskMany(2, AllWell);
        Assert.Equal("up, up", rig.Words);

        Assert.All(before, visit => visit.Fails(CauseCode.ResponseTimeout));
        Assert.Equal("up, up", rig.Words);
        Assert.True(rig.States.Of(rig.Backends[1]).Ejection.IsQuiet);
    }

    /// <summary>A line of the start says what the checks say, and not what the very last one has said.</summary>
    [Fact]
    public void TellFirstResults_ALaterCheckContradicts_TellsTheState()
    {
        using var rig = new StatesRig(2);
        rig.Check(0, CheckResult.Ok);
        rig.Check(0, StatesRig.Refused);
        rig.Check(1, StatesRig.Refused);
        rig.Check(1, CheckResult.Ok);
        rig.States.TellFirstResults();
        Assert.Equal(
            [$"Backend {rig.Backends[0]} marked as HEALTHY", $"Backend {rig.Backends[1]} marked as UNHEALTHY: refused"], rig.Log.Lines);
    }

    [Fact]
    public void Probing_TheProbeFails_IsOutForLonger()
    {
        using StatesRig rig = new StatesRig(3).Start();
        rig.AskMany(15, SecondFails);
        rig.Turn(1.3);
        Assert.Equal(1, rig.AskMany(12, SecondFails)[1]);

        Assert.Contains(rig.Log.Lines, line => line.EndsWith(": the probing request failed, status 503", StringComparison.Ordinal));
        rig.Turn(1.2); // 1.6 s, and a fifth less at least.
        Assert.Equal(0, rig.AskMany(12, SecondFails)[1]);
        rig.Turn(0.8);
        Assert.Equal(1, rig.AskMany(12, SecondFails)[1]);
    }

    /// <summary>A client that leaves has found out nothing, and keeps nobody else from it.</summary>
    [Fact]
    public void Probing_TheProbesClientLeaves_TheNextOneTries()
    {
        using StatesRig rig = new StatesRig(3).Start();
        rig.AskMany(15, SecondFails);
        rig.Turn(1.3);
        for (int probe = 0; probe < 3; probe++)
        {
            StatesRig.Visit visit;
            while ((visit = rig.Enter()).Place != 1)
            {
                visit.Dispose();
            }

            rig.States.Refresh();
            Assert.Equal("02", rig.Listed); // As long as it runs.
            visit.Fails(CauseCode.ClientLeft);
            visit.Dispose();
            Assert.Equal(("012", "up, probing, up"), (rig.Listed, rig.Words));
        }
    }

    /// <summary>Requests from before the ejection are no probes, however they end.</summary>
    [Fact]
    public void Probing_LateResultsOfOthers_DecideNothing()
    {
        using StatesRig rig = new StatesRig(3).Start();
        List<StatesRig.Visit> before = [.. Enumerable.Range(0, 30).Select(_ => rig.Enter())];
        rig.AskMany(15, SecondFails);
        rig.Turn(1.3);
        before.ForEach(visit => visit.Responds(visit.Place == 1 ? 200 : 503)); // Ten failures each of the others, and ten successes.

        Assert.Contains("probing", rig.Words, StringComparison.Ordinal);
    }

    /// <summary>envoy#28303, envoy#32442, envoy#24217: a check that passes brought it back, though requests go on failing.</summary>
    [Fact]
    public void Observe_GoodHealthzBadPath_StaysEjected()
    {
        using StatesRig rig = new StatesRig(3).Start();
        rig.AskMany(15, SecondFails);
        rig.Check(1, CheckResult.Ok, times: 10);
        Assert.Equal("02", rig.Listed);

        rig.Check(1, StatesRig.Timeout, times: 3);
        rig.Check(1, CheckResult.Ok, times: 10);
        Assert.Equal("02", rig.Listed);
    }

    /// <summary>envoy#12076: the cap for ejections kept checks from taking hosts out as well.</summary>
    [Fact]
    public void Observe_TheCapIsReached_CapDoesNotHoldBackChecks()
    {
        using StatesRig rig = new StatesRig(6).Start();
        rig.AskMany(100, place => place < 3 ? 503 : 200);
        Assert.Equal("345", rig.Listed);

        rig.Check(3, StatesRig.Refused, times: 3);
        rig.Check(4, StatesRig.Refused, times: 3);
        Assert.DoesNotContain("3", rig.Listed, StringComparison.Ordinal);
        Assert.DoesNotContain("4", rig.Listed, StringComparison.Ordinal);
    }

    /// <summary>envoy#17504: the only host was ejected.</summary>
    [Fact]
    public void Ask_OnlyBackend_IsNeverEjected()
    {
        using StatesRig rig = new StatesRig(1).Start();
        Assert.Equal([100], rig.AskMany(100, _ => 503));
        Assert.Equal(("0", "up"), (rig.Listed, rig.Words));
        Assert.Single(rig.Log.Lines, line => line.StartsWith("Backend a:9001 not ejected: 5 failures in a row", StringComparison.Ordinal));
    }

    [Fact]
    public void Ask_TheOthersAreDown_TheLastUsableIsNeverEjected()
    {
        using StatesRig rig = new StatesRig(3).Start();
        rig.Check(0, StatesRig.Refused, times: 3);
        rig.Check(2, StatesRig.Refused, times: 3);
        Assert.Equal([0, 100, 0], rig.AskMany(100, _ => 503));
    }

    /// <summary>nginx-proxy#1495: all of them at once, and there was nobody.</summary>
    [Fact]
    public void Ask_AllFail_SomebodyIsAlwaysThere()
    {
        using StatesRig rig = new StatesRig(4).Start();
        for (int request = 0; request < 2000; request++)
        {
            Assert.NotEqual(-1, rig.Ask(_ => 503).Place);
            Assert.True(rig.Words.Split("ejected").Length - 1 <= 2, rig.Words);
            rig.Turn(0.05);
        }
    }

    /// <summary>olla#144: least-connections preferred the backend that failed quickest.</summary>
    [Theory]
    [InlineData("round-robin")]
    [InlineData("weighted-round-robin")]
    [InlineData("random")]
    [InlineData("weighted-random")]
    [InlineData("least-requests")]
    [InlineData("power-of-two")]
    [InlineData("ring-hash")]
    [InlineData("maglev")]
    public void Ask_FastFailer_LosesTraffic(string policy)
    {
        using StatesRig rig = new StatesRig(3, policy: policy).Start();
        var inFlight = new Queue<StatesRig.Visit>(); // The good ones take a while; the bad one is quick.
        int failed = 0;
        for (int request = 0; request < 600; request++)
        {
            StatesRig.Visit visit = rig.Enter();
            if (visit.Place == 1)
            {
                failed++;
                visit.Responds(503);
                visit.Dispose();
            }
            else
            {
                inFlight.Enqueue(visit);
            }

            if (inFlight.Count > 10)
            {
                StatesRig.Visit done = inFlight.Dequeue();
                done.Responds(200);
                done.Dispose();
            }

            rig.Turn(0.01);
        }

        Assert.InRange(failed, 5, 9); // Five, and a probe after 1, 2.6 and 5.2 s.
    }

    /// <summary>haproxy#2679: only the last one of several that were tried was blamed.</summary>
    [Fact]
    public void Note_ARequestTriesTwo_EachTriedBackendIsCounted()
    {
        using StatesRig rig = new StatesRig(4).Start();
        for (int request = 0; request < 5; request++)
        {
            Assert.False(rig.States.Of(rig.Backends[0]).Ejection.State == EjectionState.Ejected);
            rig.States.Note(rig.States.Of(rig.Backends[0]), failure: true, 0, "connect_refused");
            rig.States.Note(rig.States.Of(rig.Backends[1]), failure: true, 0, "connect_refused");
        }

        rig.States.Refresh();
        Assert.Equal("23", rig.Listed);
    }

    /// <summary>linkerd2#11493, parapet#220: when there is nobody, that is to be said at once.</summary>
    [Fact]
    public void Observe_TwoOfThreeKilled_TheThirdGetsAllAndThereIsNoPanic()
    {
        using StatesRig rig = new StatesRig(3).Start();
        rig.Check(0, StatesRig.Refused, times: 3);
        rig.Check(1, StatesRig.Refused, times: 3);

        Assert.Equal("2", rig.Listed);
        Assert.DoesNotContain(rig.Log.Lines, line => line.StartsWith("Panic", StringComparison.Ordinal));
        rig.Check(2, StatesRig.Refused, times: 3);
        Assert.Equal(-1, rig.Ask(AllWell).Place);
        Assert.Equal(2, rig.States.Outages);
    }

    /// <summary>yarp#992, yarp#83: all were unhealthy, and everybody got 503 although they worked. envoy#2671: in a panic it looks as if nothing had happened. So it is said, once.</summary>
    [Fact]
    public void Observe_TwoOfThreeFailTheirChecks_AllAreUsedAndTheLogSaysItOnce()
    {
        using StatesRig rig = new StatesRig(3).Start();
        rig.Check(0, StatesRig.Timeout, times: 3);
        Assert.Equal("12", rig.Listed);
        rig.Check(1, StatesRig.Timeout, times: 10);
        Assert.Equal([4, 4, 4], rig.AskMany(12, AllWell));
        Assert.Equal("down, down, up", rig.Words);

        rig.Check(1, CheckResult.Ok, times: 2);
        Assert.Equal("12", rig.Listed);
        Assert.Equal(
            ["Panic: 1 of 3 backends usable, fewer than 50 %. The ill are used again.", "Panic over: 2 of 3 backends usable."],
            rig.Log.Lines.Where(line => line.StartsWith("Panic", StringComparison.Ordinal)));
    }

    /// <summary>frankendeploy#94: the only backend, under load, failed its checks, and everybody got 503.</summary>
    [Fact]
    public void Observe_SlowOnlyBackend_IsKept()
    {
        using StatesRig rig = new StatesRig(1).Start();
        rig.Check(0, StatesRig.Timeout, times: 100);
        Assert.Equal(0, rig.Ask(AllWell).Place);
        rig.Check(0, StatesRig.Refused);
        Assert.Equal(-1, rig.Ask(AllWell).Place);
    }

    /// <summary>caddy#7870, caddy#7544: two services on one address shared one state, and the last writer won.</summary>
    [Fact]
    public void Observe_TwoServicesOneAddress_KeepTwoStates()
    {
        using StatesRig one = new StatesRig(1).Start();
        using StatesRig other = new StatesRig(1).Start();
        Assert.Equal(one.Backends, other.Backends);
        one.Check(0, StatesRig.Refused, times: 3);

        Assert.Equal(("down", "up"), (one.Words, other.Words));
    }

    /// <summary>nginx#599: the failures of one request counted twice. Here the first says nothing, since the connection may have been closed while idle.</summary>
    [Fact]
    public void Note_AStaleConnectionAndItsResend_CountOnce()
    {
        using StatesRig rig = new StatesRig(2).Start();
        for (int request = 1; request <= 9; request++)
        {
            Assert.Equal("up, up", rig.Words);
            using StatesRig.Visit visit = rig.Enter();
            if (visit.Place == 0)
            {
                visit.FindsItClosed();
                visit.Fails(CauseCode.BackendReset);
            }
        }

        Assert.StartsWith("ejected", rig.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Observe_ThePanicIsOff_NobodyIsRevived()
    {
        using StatesRig rig = new StatesRig(3, new DetectionOptions { Panic = 0 }).Start();
        rig.Check(0, StatesRig.Timeout, times: 3);
        rig.Check(1, StatesRig.Timeout, times: 3);
        Assert.Equal("2", rig.Listed);
    }

    /// <summary>In a panic the ejected ones work as well; and one of their requests, when the time is over, is the probe.</summary>
    [Fact]
    public void Panic_AnEjectedOne_IsUsedAndComesBack()
    {
        using StatesRig rig = new StatesRig(3).Start();
        rig.AskMany(15, SecondFails);
        rig.Check(0, StatesRig.Timeout, times: 3);
        Assert.Equal("012", rig.Listed); // One of three is usable.
        Assert.Equal([4, 4, 4], rig.AskMany(12, SecondFails));
        rig.Turn(1.3);
        rig.AskMany(12, AllWell);
        Assert.Equal(("12", "down, up, up"), (rig.Listed, rig.Words));
    }

    /// <summary>Before, and after, and at the same time: nobody ever sees a list that the policies were not prepared for.</summary>
    [Fact]
    public async Task Refresh_NewsFromAllSidesAtOnce_TheNewestIsUsedInTheEnd()
    {
        using StatesRig rig = new StatesRig(3, new DetectionOptions { Checks = new CheckOptions { Rise = 1, Fall = 1 } }).Start();
        for (int round = 0; round < 300; round++)
        {
            bool up = round % 2 == 1;
            await Task.WhenAll(Enumerable.Range(0, 3).Select(place => Task.Run(() => rig.Check(place, up ? CheckResult.Ok : StatesRig.Refused))));
            Assert.Equal(up, rig.Ask(AllWell).Place >= 0);
        }
    }
}
