using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class SessionStays : PolicyCheck
{
    private const int Requests = 10;

    public override string Id => "session-stays";

    public override int Order => 30;

    public override string Title => "A session stays with its backend";

    public override string Hint =>
        "The first response of a session sets a cookie; a request that brings it goes where it says, whatever the policy's turn. Look for the "
        + "cookie among others: 'Cookie: a=1; lb-session=…'. Set it once, and not with every response anew.";

    public override string Chapter => Chapters.Level4("a-name-in-a-cookie");

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.Sticky);
        StickyClient[] sessions = await StickyClient.SpreadAsync(context, program);
        context.Step($"Send {Requests} requests of each session in turn, with the cookie that it was given");
        for (int i = 0; i < Requests; i++)
        {
            foreach (StickyClient session in sessions)
            {
                await session.StayAsync(context, 1);
            }
        }
    }
}
