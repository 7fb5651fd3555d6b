using LearnLoadBalancer.Lab.Fuzz;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>What must hold for every input, not only for those we thought of. Short and seeded here; <c>lab fuzz</c> runs on.</summary>
public abstract class AnyInput<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const int Cases = 150;

    [Fact]
    public async Task Sequences_InAnySplit_KeepEveryPromise()
    {
        var level = new TLevel();
        int seed = level.Number; // So each level is sent other sequences, and the same ones every time.
        await using var backends = new FuzzBackend();
        await using RunningLevel running = RunningLevel.Start(level, backends.Address);
        var fuzz = new FuzzRun(running.Port, backends);
        for (int number = 0; number < Cases; number++)
        {
            string? broken = await fuzz.RunCaseAsync(new Random((seed * 1_000_003) + number));
            Assert.True(broken is null, $"Case {number} of seed {seed}: {broken}");
        }
    }
}
