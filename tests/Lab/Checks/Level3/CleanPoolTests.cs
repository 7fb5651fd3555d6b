using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;
using LearnLoadBalancer.Zoo.Http;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level3;

public sealed class CleanPoolTests
{
    [Fact]
    public async Task AnswersCollectedBeforeTheyAreSent_Checked_IsToldSoInsteadOfAHang()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("clean-pool", settings => new Collector(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.Contains("the head of a response within 5 s", outcome.Expected);
        Assert.Contains("it seems to collect a response", outcome.Came);
    }

    /// <summary>Sends a response when it has all of it.</summary>
    private sealed class Collector(ZooSettings settings) : HttpBalancer(settings)
    {
        private readonly AsyncLocal<Head?> _head = new();

        protected override Task SendHeadAsync(Socket client, Head response)
        {
            _head.Value = response;
            return Task.CompletedTask;
        }

        protected override async Task SendBodyAsync(MessageReader from, Body body, Socket client, bool clientStays)
        {
            var whole = new MemoryStream();
            whole.Write(_head.Value!.ToBytes());
            await BodyCopier.CopyAsync(from, body, bytes => whole.WriteAsync(bytes).AsTask(), CancellationToken.None);
            await BodyCopier.SendAsync(client, whole.ToArray());
        }
    }
}
