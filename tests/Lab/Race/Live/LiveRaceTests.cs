using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Live;
using LearnLoadBalancer.Tests.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;
using Eventually = LearnLoadBalancer.Tests.Support.Eventually;

namespace LearnLoadBalancer.Tests.Lab.Race.Live;

/// <summary>Short ones, and nothing is said of their speed: the machine may have other things to do.</summary>
[UnsupportedOSPlatform("windows")]
[StartsPrograms]
[TakesLong]
public sealed partial class LiveRaceTests
{
    private static readonly Racer[] Two = [.. Racer.All.Where(racer => racer.Name is "round-robin" or "maglev bounded")];

    [Theory]
    [InlineData("costs", 1)]
    [InlineData("many", 20)]
    public async Task RunAsync_TwoPolicies_EachRequestHasOneOutcome(string key, int balancers)
    {
        RaceScenario scenario = RaceScenarios.All.Single(one => one.Key == key);
        var ports = new List<int>();
        var race = new LiveRace(5, 1, _ => { })
        {
            Level = arguments =>
            {
                ports.AddRange(arguments.Select(argument => BackendPort().Match(argument)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].ValueSpan)));
                return LevelProgram.Find("level4")!.WithArguments(arguments);
            },
        };
        RaceReport report = await race.RunAsync([scenario], Two, CancellationToken.None);

        Assert.Equal((5, balancers), (report.Seed, scenario.Balancers));
        Assert.NotNull(report.Live);
        RaceHeat heat = Assert.Single(report.Heats);
        Assert.Equal((int)scenario.PerSecond, heat.Requests);
        Assert.Equal(Two, heat.Results.Select(result => result.Racer));
        Assert.All(heat.Results, result =>
        {
            Assert.Equal(heat.Requests, result.Latencies.Count);
            Assert.Equal(result.Latencies.Order(), result.Latencies);
            Assert.Equal(result.Errors, result.Latencies.Count(latency => latency == RaceRun.Patience.TotalMilliseconds));
            Assert.InRange(result.Requests.Sum(), heat.Requests - result.Failed - result.TimedOut, heat.Requests);
            Assert.InRange(result.Latencies[0], scenario.Costs.Usual.TotalMilliseconds, RaceRun.Patience.TotalMilliseconds); // Nobody is quicker than the work.
            Assert.All(result.InFlight, server => Assert.Equal(InFlightPeaks.Stretches, server.Count));
            Assert.NotNull(result.Lag);
        });
        Assert.Equal(scenario.Servers.Count * Two.Length, ports.Count);
        await AssertAllFreeAsync(ports);
    }

    [UnixFact]
    public async Task Lab_RaceLive_TableAndPageSayLiveAndTheSeed()
    {
        using var folder = new TemporaryFolder();
        string report = Path.Combine(folder.Path, "race");
        await using LabRun lab = LabRun.Start(
            "race", "--live", "--seconds", "1", "--seed", "7", "--scenario", "equal", "--policy", "random", "least-requests", "--report", report);

        Assert.Equal(0, await lab.WaitForExitAsync());
        Assert.Equal(["equal, 1 of 2: random, 1 s", "equal, 2 of 2: least-requests, 1 s"], lab.Errors[1..]);
        Assert.Contains(lab.Output, line => Regex.IsMatch(line, "^600 requests in .* s, open loop, seed 7. Live, measured on this machine.$"));
        Assert.Contains(lab.Output, line => line.StartsWith("  random ", StringComparison.Ordinal));
        Assert.Contains(lab.Output, line => line.StartsWith("  least-requests ", StringComparison.Ordinal));
        Assert.DoesNotContain(lab.Output, line => line.Contains("simulat", StringComparison.OrdinalIgnoreCase));
        string page = await File.ReadAllTextAsync(Path.Combine(report, "index.html"));
        Assert.Contains("<title>Race of the policies, live, seed 7</title>", page, StringComparison.Ordinal);
        Assert.Contains("Live, measured on this machine: ", page, StringComparison.Ordinal);
        Assert.Contains("<th>Failed</th>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("simulat", page, StringComparison.OrdinalIgnoreCase);
    }

    [LinuxFact]
    public async Task Lab_Interrupt_EndsWithOneLineAndLeavesNothing()
    {
        await using LabRun lab = LabRun.Start("race", "--live", "--seconds", "50", "--scenario", "equal", "--policy", "random");
        await lab.WaitForAsync("^equal, 1 of 1");
        IReadOnlyDictionary<int, string> children = new Dictionary<int, string>();
        await Eventually.TrueAsync(
            () => (children = Family.ChildrenOf(lab.Process.Id)).Values.Any(command => BackendPort().IsMatch(command)),
            "Level 4 runs"); // Not by "--policy random": a child that is about to begin still has the lab's own command line.
        int[] ports = [.. children.Values.SelectMany(command => BackendPort().Matches(command)).Select(match => int.Parse(match.Groups[1].ValueSpan))];
        Assert.NotEmpty(ports);

        Assert.Equal(0, Posix.Kill(lab.Process.Id, Posix.SigInt));

        Assert.Equal(LevelHost.FailedToStart, await lab.WaitForExitAsync());
        Assert.Equal("Stopped. Nothing was written.", lab.Errors[^1]);
        Assert.Empty(lab.Output);
        await Alive.AssertAllGoneAsync([.. children.Keys]);
        await AssertAllFreeAsync(ports);
    }

    [Fact]
    public async Task RunAsync_LevelDoesNotStart_IsOneLineWithItsLastWords()
    {
        var race = new LiveRace(1, 1, _ => { }) { Level = arguments => LevelProgram.Find("level4")!.WithArguments(["--jump", .. arguments]) };
        var e = await Assert.ThrowsAsync<StartupException>(() => race.RunAsync([RaceScenarios.All[0]], Two, CancellationToken.None));
        Assert.StartsWith("Level 4 with the policy round-robin does not start. Its last line: Unknown option '--jump'.", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    /// <remarks>
    /// The race's ports come from where the system also takes those of outgoing connections from: one that is free
    /// again may be lent to somebody else's connection at this very moment.
    /// </remarks>
    private static Task AssertAllFreeAsync(IReadOnlyCollection<int> ports) =>
        Eventually.TrueAsync(() => ports.All(PortProbe.IsFree), $"ports {string.Join(", ", ports)} are free");

    [GeneratedRegex(@"127\.0\.0\.1:(\d+),weight=")]
    private static partial Regex BackendPort();
}
