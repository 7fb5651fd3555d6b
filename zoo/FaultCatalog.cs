using LearnLoadBalancer.Zoo.Detection;
using LearnLoadBalancer.Zoo.Detection.Faults;
using LearnLoadBalancer.Zoo.Faults;
using LearnLoadBalancer.Zoo.Http;
using LearnLoadBalancer.Zoo.Http.Faults;
using LearnLoadBalancer.Zoo.Policies;
using LearnLoadBalancer.Zoo.Policies.Faults;

namespace LearnLoadBalancer.Zoo;

/// <summary>All animals of the zoo, by name.</summary>
internal static class FaultCatalog
{
    /// <summary>The good one comes first: a check that fails it is wrong itself.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("none", "Nothing is wrong with it.", settings => new Balancer(settings)),
        new("hard-coded", "Answers in the place of the backends.", settings => new HardCoded(settings)),
        new("unlocked-counter", "Round robin without a lock.", settings => new UnlockedCounter(settings)),
        new("always-first", "Every client goes to the first backend.", settings => new AlwaysFirst(settings)),
        new("random", "A random backend in place of the next one.", settings => new RandomPick(settings)),
        new("no-502", "Hangs up without a 502 when a backend can't be reached.", settings => new ClosesWithout502(settings)),
        new("reset-502", "Sends the 502 and closes: a reset destroys it while the client uploads.", settings => new Resets502(settings)),
        new("swallows-half-close", "Does not tell the backend that the client has finished.", settings => new SwallowsHalfClose(settings)),
        new("keeps-waiting", "Does not tell the client that the backend has ended.", settings => new KeepsTheClientWaiting(settings)),
        new("bytes-as-text", "Takes bytes for text.", settings => new TakesBytesForText(settings)),
        new("buffers-body", "Collects a whole upload in memory before it passes it on.", settings => new BuffersTheBody(settings)),
        new("corrupts-byte", "Changes a byte where one buffer ends and the next begins.", settings => new CorruptsAByte(settings)),
        new("drops-tail", "Loses the last bytes of a long response, when the backend closes behind them.", settings => new DropsTheTail(settings)),
        new("one-at-a-time", "Serves one client to its end before the next.", settings => new OneAtATime(settings)),
        new("runs-dry", "Loses a place for each 502, until it has none for anybody.", settings => new RunsDry(settings)),
        new("leaks-backend", "Keeps the backend's connection when the client has left.", settings => new LeaksTheBackend(settings)),
        new("dies", "Ends when a client leaves in the middle of a response.", settings => new DiesWithAClient(settings)),
        new("never-recovers", "A backend that was down once is never used again.", settings => new NeverRecovers(settings)),
        new("checker-dies", "The first check that throws is the last one.", settings => new CheckerDies(settings)),
        new("gives-up", "Checks no more once all backends were down.", settings => new GivesUp(settings)),
        new("waits-for-a-backend", "Lets its clients wait when no backend is up.", settings => new WaitsForABackend(settings)),
        new("checks-block", "Requests wait while backends are checked.", settings => new ChecksBlockRequests(settings)),
        new("first-turned-away", "Tells its first clients that no backend is up.", settings => new TurnsTheFirstAway(settings)),
        new("waits-for-a-word", "Its health check waits for a response, without a limit.", settings => new WaitsForAWord(settings)),
        new("uneven-after-failure", "The backend after a dead one gets its share as well.", settings => new UnevenAfterFailure(settings)),
        new("502-while-others-live", "Answers 502 for a dead backend although others are healthy.", settings => new BadGatewayWhileOthersLive(settings)),
        new("turn-begins-anew", "Begins its turn with the first backend after every round of checks.", settings => new BeginsTheTurnAnew(settings)),
        new("accept-dials", "Dials the backend in its accept loop.", settings => new DialsInTheAcceptLoop(settings)),
        new("keeps-check-connections", "Its health checks never hang up.", settings => new KeepsCheckConnections(settings)),
        new("tells-one-outage", "Logs that all backends are down the first time only.", settings => new TellsOneOutage(settings)),
        new("swallows-stop", "Its health checks go on after it was told to stop.", settings => new SwallowsTheStop(settings)),
        new("stops-late", "Its health checks hear of a stop only when the next one is due.", settings => new StopsLate(settings)),
        new("none-http", "Nothing is wrong with it either, and it reads HTTP. So do those below.", settings => new HttpBalancer(settings)),
        new("joins-cookies", "Makes one Set-Cookie of two.", settings => new JoinsCookies(settings)),
        new("sticks-to-backend", "All requests of a client go to one backend.", settings => new SticksToOneBackend(settings)),
        new("never-reuses", "Dials for each request.", settings => new NeverReuses(settings)),
        new("drops-pipelined", "Forgets the requests that came together with another.", settings => new DropsPipelined(settings)),
        new("forwards-hop-by-hop", "Passes on the fields that Connection names.", settings => new ForwardsHopByHop(settings)),
        new("ignores-chunked", "Knows no request bodies but those with Content-Length.", settings => new IgnoresChunked(settings)),
        new("smuggles", "Trusts Content-Length, and passes Transfer-Encoding on.", settings => new Smuggles(settings)),
        new("responds-late", "Does not look for the response before the upload has ended.", settings => new RespondsLate(settings)),
        new("forges-last-chunk", "Ends a response that was cut off as if it were whole.", settings => new ForgesTheLastChunk(settings)),
        new("stale-502", "Answers 502 when a kept connection turns out to be closed.", settings => new GivesUpOnStale(settings)),
        new("retries-post", "Sends a POST again that got no response.", settings => new RetriesPost(settings)),
        new("keeps-dirty", "Uses a connection again on which something was left over.", settings => new KeepsDirtyConnections(settings)),
        new("no-upgrade", "Does not pass an upgrade to WebSocket on.", settings => new RefusesUpgrades(settings)),
        new("takes-100", "Takes 100 Continue for the response.", settings => new TakesContinueForTheResponse(settings)),
        new("follows-redirects", "Follows a redirect itself.", settings => new FollowsRedirects(settings)),
        new("none-policies", "Nothing is wrong with it, and it has policies. So have those below.", settings => new PolicyBalancer(settings)),
        new("ignores-weights", "Takes weights, and gives everybody the same.", settings => new IgnoresWeights(settings)),
        new("counts-for-ever", "Counts requests up and never down.", settings => new CountsForEver(settings)),
        new("first-of-equals", "Of those with the fewest requests it takes the first, always.", settings => new TakesTheFirst(settings)),
        new("loses-counts", "Forgets to count down when a client leaves before its response.", settings => new LosesCounts(settings)),
        new("loses-failed-dials", "Forgets to count down when a dial fails.", settings => new LosesFailedDials(settings)),
        new("names-the-backend", "Its cookie is the backend's address.", settings => new NamesTheBackend(settings)),
        new("numbers-the-backend", "Its cookie is the backend's number.", settings => new NumbersTheBackend(settings)),
        new("ignores-cookies", "Sets cookies, and never reads them.", settings => new IgnoresCookies(settings)),
        new("one-cookie-only", "Gives a session that has moved no new cookie.", settings => new SetsOneCookieOnly(settings)),
        new("loses-sessions", "Forgets all sessions when a backend dies.", settings => new LosesSessions(settings)),
        new("looks-twice-at-one", "Draws two of which both may be the same.", settings => new LooksTwiceAtOne(settings)),
        new("hashes-the-object", "Hashes the object that holds the key, not its letters.", settings => new HashesTheObject(settings)),
        new("moves-all-keys", "Hashes modulo the number of backends.", settings => new MovesAllKeys(settings)),
        new("none-detection", "Nothing is wrong with it, and it finds out who is well. So do those below.", settings => new DetectingBalancer(settings)),
        new("serial-checks", "Checks one backend after the other, so a silent one delays the others.", settings => new SerialChecks(settings)),
        new("flaps-at-once", "Believes every single check.", settings => new FlapsAtOnce(settings)),
        new("never-ejects", "Lets a backend fail request after request.", settings => new NeverEjects(settings)),
        new("never-half-opens", "Waits for a request to try an ejected backend, and sends it none.", settings => new NeverHalfOpens(settings)),
        new("half-opens-to-all", "When an ejection is over, everybody may try.", settings => new HalfOpensToAll(settings)),
        new("pardons-at-a-check", "A good health check ends an ejection.", settings => new PardonsAtACheck(settings)),
        new("counts-client-aborts", "Takes a client that leaves for a failure of the backend.", settings => new CountsClientAborts(settings)),
        new("ejects-everybody", "Ejects backends, however few are left.", settings => new EjectsEverybody(settings)),
        new("never-panics", "However few are left, they get everything.", settings => new NeverPanics(settings)),
        new("panics-to-the-dead", "When few are left, it uses the dead as well.", settings => new PanicsToTheDead(settings)),
        new("starts-at-once", "Gives a backend that comes back its full share at once.", settings => new StartsAtOnce(settings)),
    ];

    /// <summary>The fault of that name, or null.</summary>
    public static Fault? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);
}
