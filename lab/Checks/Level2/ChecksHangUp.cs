using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Lab.Checks.Level2;

/// <remarks>
/// Clients are silent meanwhile, so whoever connects to a backend checks it. One connection that stays may be kept on purpose, to
/// ask on it again. Two, opened one after the other, are one for each check.
/// </remarks>
internal sealed class ChecksHangUp : Check
{
    /// <summary>A check may take two seconds. A connection that is open after them, and one for a busy machine, is open for good.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public override string Id => "checks-hang-up";

    public override int Level => 2;

    public override int Order => 45;

    public override string Title => "A health check leaves no connection behind";

    public override string Hint =>
        "A check that has its answer must close its connection, or each one leaves one behind: three backends every ten seconds are 25,920 a "
        + "day, and a process may have 1,024 or some thousand. Is the socket closed on every way out, also where the dial succeeded and nothing more was asked "
        + "(using, with, defer, finally)? In C# the garbage collector closes forgotten sockets, some day. A response that is never read keeps its "
        + "connection, too (res.resume() in Node.js, Body.Close() in Go).";

    public override string Chapter => Chapters.Level2("a-timer-that-piles-up");

    public override IReadOnlyList<string> Needs => ["dead-skipped"];

    public override TimeSpan Limit(TimeSpan grace) => (3 * grace) + TimeSpan.FromSeconds(30);

    public override async Task RunAsync(CheckContext context)
    {
        TimeSpan longest = context.Session.Options.Interval + context.Grace;
        context.Step(string.Create(
            CultureInfo.InvariantCulture, $"Send no requests, and see at the backends what becomes of the connections that come all the same, for at most {longest.TotalSeconds:0.#} s"));
        int firstEvent = context.Session.Timeline.Count;
        Watched[] watched = [.. context.Backends.All.Select(backend => new Watched(backend))];
        Watched? Keeper() => Array.Find(watched, one => one.KeepsAll);
        await context.WaitUntilAsync(() => Keeper() is not null || Array.TrueForAll(watched, one => one.IsWell(AskedOf(one))), longest);
        if (Keeper() is { } keeper)
        {
            await RequireEndAsync(context, keeper);
        }
        else if (!Array.TrueForAll(watched, one => one.IsWell(AskedOf(one))))
        {
            throw new CannotTellException(string.Create(
                CultureInfo.InvariantCulture,
                $"No health check was seen to come to every backend within {longest.TotalSeconds:0.#} s. Does it check at another interval? Then say so with --interval. A program that learns from requests alone makes none."));
        }

        int AskedOf(Watched one) => context.Session.Timeline.Since(firstEvent)
            .Count(happened => happened.Kind == EventKind.Dial && happened.Lane.Backend == one.Backend.Number);
    }

    private static async Task RequireEndAsync(CheckContext context, Watched keeper)
    {
        context.Step(string.Create(CultureInfo.InvariantCulture, $"Give those {Longest.TotalSeconds:0} s that are still open"));
        if (!await context.WaitUntilAsync(() => !keeper.KeepsAll, Longest))
        {
            throw new CheckFailedException(
                "each check to hang up when it is done",
                $"one connection after the other at backend {keeper.Backend.Number}, on which no client's request came: {keeper.Left} still open",
                $"while sleep 1; do ss -Htn state established '( dport = :{keeper.Backend.Port} )' | wc -l; done");
        }
    }

    /// <summary>A backend, and what it had when the silence began.</summary>
    private sealed class Watched(ScriptedBackend backend)
    {
        private readonly int _accepted = backend.Accepted;
        private readonly int _open = backend.ConnectionCount;

        public ScriptedBackend Backend => backend;

        /// <summary>So many have come since.</summary>
        public int Opened => backend.Accepted - _accepted;

        /// <summary>So many more are open than were.</summary>
        public int Left => backend.ConnectionCount - _open;

        /// <summary>Two have come, and none has gone.</summary>
        public bool KeepsAll => Opened >= 2 && Left >= Opened;

        /// <summary>A check was here, and has left nothing; or has asked for the second time, on the connection that it keeps.</summary>
        /// <param name="asked">So many times something was asked.</param>
        public bool IsWell(int asked) => (Opened >= 1 && Left <= 0) || (asked >= 2 && Left <= 1);
    }
}
