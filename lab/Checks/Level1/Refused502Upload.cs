using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <remarks>
/// The client of this check does what simple clients do: it sends all, and only then reads. When the
/// program closes its socket early, the kernel resets the connection, and the 502 is lost on its way.
/// On one machine it may win the race and arrive before the reset. So the reset counts, not the luck.
/// </remarks>
internal sealed class Refused502Upload : Check
{
    private const int Size = 10 * 1024 * 1024;

    public override string Id => "refused-502-upload";

    public override int Level => 1;

    public override int Order => 190;

    public override string Title => "A client that is still uploading can read the 502, too";

    public override string Hint =>
        "Closing a socket while it holds input that nobody has read makes the kernel send a reset, and a reset destroys "
        + "what was on its way to the client: the 502. So: send the 502, end the sending (shutdown), read and throw away "
        + "what the client still sends, for a bounded time, and only then close. nginx calls it lingering close.";

    public override string Chapter => Chapters.Level1("502-then-close");

    public override IReadOnlyList<string> Needs => ["refused-502"];

    public override bool NeedsAllBackends => false;

    public override async Task RunAsync(CheckContext context)
    {
        await Outages.KillAllAsync(context);
        var pattern = new Pattern(context.Random);
        for (int i = 0; i < context.Backends.All.Count; i++)
        {
            context.Step($"Upload {Size / (1024 * 1024)} MB, and read the response only afterwards");
            await UploadAsync(context, pattern);
        }
    }

    private static async Task UploadAsync(CheckContext context, Pattern pattern)
    {
        RequestPlan plan = context.Client.Plan();
        var spec = new RequestSpec { Method = "POST", Fields = $"Content-Length: {Size}\r\n" };
        Exchange begun = context.Client.Begin(plan, spec);
        long sent = 0;
        bool reset = false;
        Exchange exchange = await context.Client.RunAsync(begun, spec, async (connection, cancel) =>
        {
            reset = !await connection.TrySendAsync(begun.RequestHead, cancel); // The program has closed on a client that still talks.
            while (!reset && sent < Size)
            {
                ReadOnlyMemory<byte> piece = pattern.From(sent, Math.Min(64 * 1024, Size - sent));
                reset = !await connection.TrySendAsync(piece, cancel);
                sent += reset ? 0 : piece.Length;
            }

            return await Client.ReadResponseAsync(connection, begun, "POST", sink: null, cancel);
        }, context.Stop);

        string curl = $"head -c {Size} /dev/zero | curl -sS -i -m 10 --data-binary @- {context.Client.UrlOf("/")}";
        if (!exchange.IsBadGateway)
        {
            throw new CheckFailedException(
                "502 Bad Gateway, whole and readable",
                $"{exchange.Describe()} (after {sent:N0} bytes of the upload)",
                exchange.Evidence with { Curl = curl });
        }

        if (reset && await context.FindKindAsync() == BalancerKind.Requests)
        {
            // HAProxy does so. It shows on a network only, and there only sometimes.
            throw new CannotTellException(
                "This program reads HTTP. It answered 502 or 503 and then reset the connection while the client was still sending: "
                + "here the response could be read, over a network it may be lost.");
        }

        if (reset)
        {
            throw new CheckFailedException(
                "the upload to be taken, read or thrown away, so that the 502 can be read",
                "a 502 and a reset while the client was still sending: over a network, the reset destroys a 502 that is not read yet",
                exchange.Evidence with { Curl = curl });
        }
    }
}
