using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class SessionOpaque : PolicyCheck
{
    private const int Forged = 6;

    public override string Id => "session-opaque";

    public override int Order => 55;

    public override string Title => "A session's cookie does not tell which backend it is, and can't be made up";

    public override string Hint =>
        "A cookie is public. An address in it tells the world what your network looks like inside, also when it is base64, which is no secret; "
        + "and whoever writes another address or number into it chooses the server. Give out what only you can make and read: a random "
        + "name for each backend, or a hash of its address with a key of your own (HMAC). Take nothing for a cookie that you have not made.";

    public override string Chapter => Chapters.Level4("a-name-in-a-cookie");

    public override IReadOnlyList<string> Needs => ["session-stays"];

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.Sticky);
        StickyClient[] sessions = await StickyClient.SpreadAsync(context, program);
        context.Step("Look for the address of its backend in each cookie: as it is, percent-encoded, in base64 and in hexadecimal");
        foreach ((string name, string value) in sessions[0].Cookies)
        {
            string[] values = [.. sessions.Select(session => session.Cookies.GetValueOrDefault(name, ""))];
            if (CookieReading.NamesBackends(values, [.. context.Backends.All.Select(backend => backend.Port)]) is { } how)
            {
                throw new CheckFailedException(
                    "a cookie that says nothing of the backend's address",
                    $"{name}={value}, {how}",
                    $"curl -sS -i {program.Client.UrlOf("/")}");
            }
        }

        await ForgeAsync(context, program, sessions, await StickyClient.SpreadAsync(context, program));
    }

    /// <summary>From two cookies it makes the third, which it was never given.</summary>
    private static async Task ForgeAsync(CheckContext context, PolicyProgram program, StickyClient[] sessions, StickyClient[] others)
    {
        foreach (string name in sessions[0].Cookies.Keys)
        {
            string[] values = [.. sessions.Select(session => session.Cookies.GetValueOrDefault(name, ""))];

            // Two sessions at one backend with two values: it stands for the session, and says nothing of the backend.
            bool standsForBackend = others.Zip(values).All(pair => pair.First.Cookies.GetValueOrDefault(name) == pair.Second);
            if (!standsForBackend || CookieReading.Next(values[0], values[1]) is not { } forged)
            {
                continue;
            }

            int target = values.Length;
            context.Step($"Make up a cookie for backend {target} from those of the two before it: {name}={forged}; send {Forged} requests with it");
            bool all = true;
            for (int i = 0; i < Forged; i++)
            {
                all &= (await program.AskAsync(context, $"Cookie: {name}={forged}\r\n")).Backend == target;
            }

            if (all)
            {
                throw new CheckFailedException(
                    "a cookie that was made up to be ignored",
                    $"backend {target} for all {Forged} requests: {name}={values[0]} and {name}={values[1]} tell what the next one is",
                    ByHand.Loop(program.Client, Forged, $"-b '{name}={forged}' "));
            }
        }
    }
}
