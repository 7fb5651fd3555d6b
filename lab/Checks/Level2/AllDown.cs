using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level2;

internal sealed class AllDown : Check
{
    /// <summary>
    /// A client can wait for a dial that fails. It must not have to wait for a backend to come back. (On Windows a dial
    /// that is refused takes two seconds for each address, and a program may dial several backends.)
    /// </summary>
    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(OperatingSystem.IsWindows() ? 15 : 6);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public override string Id => "all-down";

    public override int Level => 2;

    public override int Order => 60;

    public override string Title => "With all backends down, every client gets a 502, and none waits";

    public override string Hint =>
        "When no backend is healthy there is nothing to choose from: say so at once, with a whole 502. A loop that looks for "
        + "the next healthy one never ends here; a division by the number of healthy ones divides by zero.";

    public override string Chapter => Chapters.Level2("walk-on-from-the-sick-one");

    public override IReadOnlyList<string> Needs => ["refused-502", "survives"];

    public override bool NeedsAllBackends => false;

    public override TimeSpan Limit(TimeSpan grace) => (2 * grace) + TimeSpan.FromSeconds(30);

    public override async Task RunAsync(CheckContext context)
    {
        context.Step("Kill all backends");
        context.Session.IsDisturbed = true;
        context.Session.LeftOut = null;
        await context.Backends.KillAllAsync();

        // Until the program has found all of them dead: an interval, and the time a round takes on a busy machine.
        TimeSpan watched = context.Session.Options.Interval + TimeSpan.FromSeconds(3);
        context.Step(string.Create(CultureInfo.InvariantCulture, $"Send requests for {watched.TotalSeconds:0.#} s, so that a check comes by"));
        TimeSpan end = context.Session.Timeline.Now + watched;
        var spec = new RequestSpec { Limit = ResponseLimit };
        do
        {
            Exchange exchange = await context.Client.SendAsync(spec, context.Stop);
            if (!exchange.IsBadGateway)
            {
                throw new CheckFailedException("502 Bad Gateway, whole and readable", exchange.Describe(), exchange);
            }

            await Task.Delay(Pause, context.Stop);
        }
        while (context.Session.Timeline.Now < end);
    }
}
