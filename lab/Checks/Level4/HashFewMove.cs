using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class HashFewMove : PolicyCheck
{
    public override string Id => "hash-few-move";

    public override int Order => 90;

    public override string Title => "When a backend leaves, its keys move, and no others";

    public override string Hint =>
        "A hash modulo the number of backends gives nearly every key another backend when that number changes: all caches are cold at "
        + "once, on the day on which a server is missing. Put the backends on a ring, many times each; a key belongs to the next point.";

    public override string Chapter => Chapters.Level4("the-remainder-decides");

    public override IReadOnlyList<string> Needs => ["hash-same-key", "dead-skipped"];

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.Hash);
        context.Step($"Send a request for each of {Keys.Count} keys (X-Key)");
        int[] before = await Keys.AskAsync(context, program);
        int victim = context.Random.Next(1, context.Backends.All.Count + 1);
        await program.LoseAsync(context, victim);
        context.Step("Send a request for each key once more");
        int[] after = await Keys.AskAsync(context, program);
        int others = before.Count(backend => backend != victim);
        int moved = before.Zip(after).Count(pair => pair.First != victim && pair.First != pair.Second);
        if (moved > 0)
        {
            throw new CheckFailedException($"every key stays that was not at backend {victim}", $"another backend for {moved} of {others}", Keys.Loop(program));
        }
    }
}
