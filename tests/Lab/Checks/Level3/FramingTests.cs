using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;
using LearnLoadBalancer.Zoo.Http;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level3;

/// <summary>What the zoo has no animal for: one that says nothing.</summary>
[TakesLong]
public sealed class FramingTests
{
    [Fact]
    public async Task OneMessage_ThatIsNeitherAnsweredNorClosed_CannotBeTold()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("framing", settings => new Mute(settings));

        Assert.Equal(Verdict.CouldNotTell, outcome.Verdict);
        Assert.Contains("Content-Length below zero", outcome.Reason);
        Assert.Contains("said nothing for 10 s", outcome.Reason);
    }

    /// <summary>Waits for ever for the rest of a body whose length is -1.</summary>
    private sealed class Mute(ZooSettings settings) : HttpBalancer(settings)
    {
        protected override async Task<Request?> ReadRequestAsync(MessageReader reader)
        {
            try
            {
                return await base.ReadRequestAsync(reader);
            }
            catch (InvalidLengthException)
            {
                while (true)
                {
                    await reader.ReadSomeAsync(long.MaxValue, CancellationToken.None); // Until the client leaves.
                }
            }
        }

        protected override Body BodyOf(Head request) =>
            request.Values("Content-Length") is ["-1"] ? throw new InvalidLengthException() : base.BodyOf(request);
    }

    private sealed class InvalidLengthException : Exception;
}
