using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class SessionMovesOnce : PolicyCheck
{
    private const int Requests = 10;

    public override string Id => "session-moves-once";

    public override int Order => 40;

    public override string Title => "A session whose backend dies moves once, and stays where it came to";

    public override string Hint =>
        "When the backend of a cookie can't be used, pick another, and set a new cookie with its response: else the session is picked anew with "
        + "every request, and goes back when the old backend is there again, to a server that has not known it for a while.";

    public override string Chapter => Chapters.Level4("a-name-in-a-cookie");

    public override IReadOnlyList<string> Needs => ["session-stays", "dead-skipped", "back-in-rotation"];

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.Sticky);
        StickyClient[] sessions = await StickyClient.SpreadAsync(context, program);
        StickyClient moving = sessions[context.Random.Next(sessions.Length)];
        int victim = moving.Backend;
        await program.LoseAsync(context, victim);

        context.Step($"Send {Requests} requests of the session that was there");
        int given = moving.Given;
        Exchange first = await moving.AskAsync(context);
        if (moving.Given == given)
        {
            throw new CheckFailedException("a new cookie with the first response of another backend", "none", first);
        }

        await moving.StayAsync(context, Requests - 1);

        context.Step($"Start backend {victim} again, and wait until it has new sessions");
        context.Backends[victim].Start();
        TimeSpan end = context.Session.Timeline.Now + context.Grace;
        int late = 0; // So many were asked after the end: on a busy machine only few were before.
        while (true)
        {
            late += context.Session.Timeline.Now > end ? 1 : 0;
            if ((await program.AskAsync(context)).Backend == victim)
            {
                break;
            }

            if (late >= 2 * sessions.Length)
            {
                throw new CheckFailedException($"new sessions at backend {victim} again, within {context.GraceText}", "none", ByHand.Tally(program.Client, 2 * sessions.Length));
            }

            await Task.Delay(50, context.Stop);
        }

        context.Step($"Send {Requests} requests more of the session");
        await moving.StayAsync(context, Requests);
    }
}
