using System.Runtime.Versioning;
using LearnLoadBalancer.Lab.Backends;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Live;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;
using Eventually = LearnLoadBalancer.Tests.Support.Eventually;

namespace LearnLoadBalancer.Tests.Lab.Race.Live;

[UnsupportedOSPlatform("windows")]
[StartsPrograms]
public sealed class LiveBalancersTests
{
    [LinuxFact]
    public async Task ThrowIfEnded_OneWasKilled_SaysWhichAndItsLastLine()
    {
        await using BuiltInBackend backend = BuiltInBackend.Start(1, 0);
        await using var guard = new ProcessGuard();
        string address = $"127.0.0.1:{backend.Port}";
        ChildProgram program = LevelProgram.Find("level4")!.WithArguments("--listen", "127.0.0.1:0", "--backend", address);
        await using LiveBalancers balancers = await LiveBalancers.StartAsync(guard, program, 2, Racer.All[0], CancellationToken.None);
        Assert.Equal(2, balancers.EndPoints.Count);
        balancers.ThrowIfEnded();

        int[] levels = [.. Family.ChildrenOf(Environment.ProcessId).Where(child => child.Value.Contains(address, StringComparison.Ordinal)).Select(child => child.Key)];
        Assert.Equal(2, levels.Length);
        Assert.Equal(0, Posix.Kill(levels[1], Posix.SigKill));

        RaceException? ended = null;
        await Eventually.TrueAsync(() => (ended = Record.Exception(balancers.ThrowIfEnded) as RaceException) is not null, "it is noticed");
        Assert.StartsWith("Level 4 with the policy round-robin ended in the middle of the race. Its last line: ", ended!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("equal", "power-of-two", "--policy power-of-two")]
    [InlineData("equal", "maglev", "--policy maglev --hash-key header:X-Client")]
    [InlineData("equal", "maglev bounded", "--policy maglev --hash-key header:X-Client --bounded-load 1.25")]
    [InlineData("weights", "random", "--policy random", 4, 2, 1, 1)]
    public void Arguments_OfAScenario_TellItsWeightsAndThePolicy(string scenario, string racer, string options, params int[] weights)
    {
        IEnumerable<string> backends = Enumerable.Range(0, 4).Select(place => $"--backend 127.0.0.1:{71 + place},weight={(weights.Length > 0 ? weights[place] : 1)}");
        Assert.Equal(
            $"--listen 127.0.0.1:0 {string.Join(' ', backends)} {options}",
            string.Join(' ', LiveBalancers.Arguments(
                RaceScenarios.All.Single(one => one.Key == scenario), Racer.All.Single(one => one.Name == racer), [71, 72, 73, 74])));
    }
}
