using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>A level that comes near its limit of file descriptors says so, waits, and serves again when some are free.</summary>
[StartsPrograms]
public abstract class AcceptNeverDies<TLevel>
    where TLevel : ILevel, new()
{
    private const int Descriptors = 250;
    private const string Complaint = "Can't accept connections at the moment: ";

    [LinuxFact]
    public async Task Clients_MoreThanFileDescriptors_AreServedOnceOthersHaveLeft()
    {
        await using var backend = new ScriptedBackend(RespondAsync);
        await using LevelProcess level = await LevelProcess.StartWithDescriptorsAsync(Descriptors, new TLevel().Number, $"{backend.Address}");
        List<Peer> crowd = [];
        for (int client = 0; client < Descriptors; client++)
        {
            crowd.Add(await Peer.ConnectAsync(level.Port)); // The kernel takes them in, whatever the level can.
        }

        await level.Program.WaitForLineAsync(IsComplaint, "the line that says that it has run out");
        crowd.ForEach(client => client.Dispose());

        await AskUntilServedAsync(level.Port);
        Assert.Single(level.Program.Output.Lines, IsComplaint);
        Assert.True(Alive.IsRunning(level.Program.Id));
    }

    private static bool IsComplaint(string line) => line.StartsWith(Complaint, StringComparison.Ordinal);

    /// <summary>Until the level has noticed that the others have left, it may have nothing to dial with.</summary>
    private static async Task AskUntilServedAsync(int port)
    {
        string response = "";
        using var guard = new CancellationTokenSource(RunningProgram.Limit);
        while (response != HttpText.Response("hello"))
        {
            Assert.False(guard.IsCancellationRequested, $"The level does not recover. Its last response: {response}");
            response = await AskAsync(port);
        }
    }

    private static async Task<string> AskAsync(int port)
    {
        using Peer client = await Peer.ConnectAsync(port);
        await client.SendAsync(HttpText.Get);
        client.FinishSending();
        return await client.ReadToEndAsync();
    }

    private static async Task RespondAsync(Peer peer)
    {
        await peer.ReadUntilAsync(HttpText.EndOfHead);
        await peer.SendAsync(HttpText.Response("hello"));
        peer.FinishSending();
        await peer.ReadToEndAsync();
    }
}
