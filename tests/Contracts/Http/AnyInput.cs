using LearnLoadBalancer.Lab.Fuzz;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>What must hold for every input, not only for those we thought of. Short and seeded here; <c>lab fuzz</c> runs on.</summary>
public abstract class AnyInput<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const int Cases = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Sequences_InAnySplit_KeepEveryPromise(int seed)
    {
        await using var backends = new FuzzBackend();
        await using RunningLevel level = RunningLevel.Start(new TLevel(), backends.Address);
        var fuzz = new FuzzRun(level.Port, backends);
        for (int number = 0; number < Cases; number++)
        {
            string? broken = await fuzz.RunCaseAsync(new Random((seed * 1_000_003) + number));
            Assert.True(broken is null, $"Case {number} of seed {seed}: {broken}");
        }
    }
}
