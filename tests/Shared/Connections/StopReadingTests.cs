using System.Buffers;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Connections;

/// <summary>An upload is told to stop in the moment in which it has taken its last piece, and listens for the next request.</summary>
public sealed class StopReadingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StopReading_WhileItListens_NextRequestIsStillReceived(bool stoppedFirst)
    {
        using SocketPair pair = await SocketPair.CreateAsync();
        using var registry = new ConnectionRegistry(new ManualTimeProvider());
        using var client = new ClientConnection(pair.Ours, abortOnClose: false, ArrayPool<byte>.Shared, registry);
        if (stoppedFirst)
        {
            client.StopReading();
            client.ListenMeanwhile();
        }
        else
        {
            client.ListenMeanwhile();
            client.StopReading();
        }

        client.ResumeReading();
        ValueTask<bool> waiting = client.WaitForRequestAsync();
        await pair.Theirs.SendAsync(HttpText.Get);

        Assert.True(await waiting.AsTask().EndsAsync("the wait for a request"));
        Assert.Equal(HttpText.Get.Length, client.Input.Unread.Length);
    }
}
