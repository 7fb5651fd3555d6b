using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class HashSameKey : PolicyCheck
{
    public override string Id => "hash-same-key";

    public override int Order => 80;

    public override string Title => "The same key goes to the same backend, and the keys to all of them";

    public override string Hint =>
        "The header X-Key says where a request goes, and nothing else does: no turn, no count. Other backends for the same key: is something "
        + "hashed that changes, such as the client's port? One backend for all: is the header read at all? In names of fields, case does not count.";

    public override string Chapter => Chapters.Level4("the-same-to-the-same");

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.Hash);
        context.Step($"Send a request for each of {Keys.Count} keys (X-Key), twice");
        int[] first = await Keys.AskAsync(context, program);
        int[] second = await Keys.AskAsync(context, program);
        int changed = first.Zip(second).Count(pair => pair.First != pair.Second);
        if (changed > 0)
        {
            throw new CheckFailedException("the same backend for the same key", $"another one for {changed} of {Keys.Count} keys", Keys.Loop(program));
        }

        int used = first.Distinct().Count();
        if (used != context.Backends.All.Count)
        {
            throw new CheckFailedException("keys at every backend", $"all of them at {used}", Keys.Loop(program));
        }
    }
}
