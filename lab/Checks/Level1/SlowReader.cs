using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class SlowReader : Check
{
    /// <summary>More than the kernel's buffers between the backend and the client ever hold.</summary>
    private const long Size = 64L * 1024 * 1024;

    private const int Others = 9;

    public override string Id => "slow-reader";

    public override int Level => 1;

    public override int Order => 140;

    public override string Title => "A client that does not read holds up nobody else";

    public override string Hint =>
        "Each connection needs a task (thread, goroutine) of its own, so that one that waits does not keep the accept loop "
        + "from the others. A lock that is held while bytes are sent, or one loop that serves all with blocking sends, has "
        + "the same effect.";

    public override string Chapter => Chapters.Level1("one-client-at-a-time");

    public override IReadOnlyList<string> Needs => ["body-1mb"];

    public override async Task RunAsync(CheckContext context)
    {
        var pattern = new Pattern(context.Random);
        var comparer = new PatternComparer(pattern, Size);
        long sent = 0;
        RequestPlan plan = context.Client.Plan(async (connection, _, stop) =>
        {
            connection.MayBeKept = false;
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Size}\r\nConnection: close\r\n\r\n", stop);
            while (Interlocked.Read(ref sent) < Size)
            {
                ReadOnlyMemory<byte> piece = pattern.From(sent, Math.Min(64 * 1024, Size - sent));
                await connection.SendAsync(piece, stop);
                Interlocked.Add(ref sent, piece.Length);
            }
        });

        context.Step($"One client asks for {Size / (1024 * 1024)} MB and reads nothing of it");
        Exchange begun = context.Client.Begin(plan, new RequestSpec());
        using ClientConnection slow = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
        await slow.SendAsync(begun.RequestHead, context.Stop);
        if (!await context.WaitUntilAsync(() => plan.FirstArrival.IsCompleted, TimeSpan.FromSeconds(10)))
        {
            throw new CheckFailedException("its request at a backend", "nothing there within 10 s", begun);
        }

        await WaitUntilStuckAsync(context, () => Interlocked.Read(ref sent));

        context.Step($"Meanwhile {Others} others send a request each");
        Exchange[] others = await Task.WhenAll(
            Enumerable.Range(0, Others).Select(_ => context.Client.GetAsync(context.Stop)));
        if (others.FirstOrDefault(exchange => !exchange.IsGenuine) is { } bad)
        {
            int good = others.Count(exchange => exchange.IsGenuine);
            throw new CheckFailedException($"{Others} answers for the others", $"{good}; one of the rest got {bad.Describe()}", bad);
        }

        context.Step("The slow client reads on, to the end");
        Exchange whole = await Client.ReadResponseAsync(slow, begun, "GET", comparer.Add, context.Stop);
        context.Session.Timeline.Add(Lane.Client, whole.IsComplete ? EventKind.Response : EventKind.Trouble, $"GET /{plan.Token}: {comparer.Describe()}");
        if (!comparer.IsSame || !whole.IsComplete)
        {
            throw new CheckFailedException($"all {Size:N0} bytes for the slow client, too", comparer.Describe(), whole);
        }
    }

    /// <summary>Waits until the backend can't send any more: all buffers on the way are full. Or until it has sent all.</summary>
    private static async Task WaitUntilStuckAsync(CheckContext context, Func<long> sent)
    {
        long before;
        do
        {
            before = sent();
            await Task.Delay(250, context.Stop);
        }
        while (sent() != before && sent() < Size);
    }
}
