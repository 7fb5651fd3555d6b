using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level2;

/// <remarks>The requests were sent by the check "listens": a program starts only once in a run.</remarks>
internal sealed class NoLossAtStart : Check
{
    public override string Id => "no-loss-at-start";

    public override int Level => 2;

    public override int Order => 10;

    public override string Title => "No request is lost at the start";

    public override string Hint =>
        "A program that listens before its first health check is done knows of no healthy backend, and turns its first "
        + "clients away. Either begin with the belief that all are healthy, or listen and begin to accept only when the "
        + "first round is done: the clients wait in the kernel's queue meanwhile.";

    public override string Chapter => Chapters.Level2("who-comes-first");

    public override IReadOnlyList<string> Needs => ["listens"];

    public override bool NeedsAllBackends => false;

    public override Task RunAsync(CheckContext context)
    {
        if (!context.Session.Target.IsStarted)
        {
            throw new CannotTellException("The program ran already, so its start was not seen. With --cmd the checker starts it.");
        }

        IReadOnlyList<Exchange> first = context.Session.FirstExchanges;
        context.Step($"Look at the first {first.Count} requests, sent the moment the program listened, with all backends up");
        Exchange? bad = first.FirstOrDefault(exchange => !exchange.IsGenuine);
        return bad is null
            ? Task.CompletedTask
            : throw new CheckFailedException("a backend's response to each", $"{Rotation.Describe(first)}; the first that was lost: {bad.Describe()}", bad);
    }
}
