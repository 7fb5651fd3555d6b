using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>The place is a path: a program that rewrites addresses of its backends, as nginx does, leaves it alone.</remarks>
internal sealed class Redirects : Check
{
    private static readonly string[] Statuses = ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"];

    public override string Id => "redirects";

    public override int Level => 3;

    public override int Order => 45;

    public override string Title => "A redirect goes to the client as it came, and nobody follows it on its way";

    public override string Hint =>
        "A redirect is a response like any other, and meant for the client: it changes the address that a browser shows, and its cookie is "
        + "the login. HTTP client libraries follow redirects unless told otherwise: CheckRedirect and ErrUseLastResponse in Go, "
        + "redirect: 'manual' for fetch, allow_redirects=False in Python's requests, AllowAutoRedirect = false in .NET.";

    public override string Chapter => Chapters.Level3("copy-every-line");

    public override async Task RunAsync(CheckContext context)
    {
        foreach (string status in Statuses)
        {
            foreach (string method in (string[])["GET", "POST"])
            {
                await RedirectAsync(context, method, status);
            }
        }
    }

    private static async Task RedirectAsync(CheckContext context, string method, string status)
    {
        RequestPlan next = context.Client.Plan();
        string location = $"/{next.Token}";
        string cookie = $"login={next.Secret[..8]}; Path=/; HttpOnly";
        context.Step($"Send a {method}, which its backend answers with {status}, a Location and a Set-Cookie");
        var spec = new RequestSpec
        {
            Method = method,
            Body = method == "POST" ? "user=me"u8.ToArray() : null,
            Script = async (connection, request, stop) =>
            {
                await connection.SkipBodyAsync(request, stop);
                await connection.RespondAsync("moved\n", stop, status, $"Location: {location}\r\nSet-Cookie: {cookie}\r\n");
            },
        };
        Exchange exchange = await context.Client.SendAsync(spec, context.Stop);
        if (next.Arrivals.Count > 0)
        {
            throw new CheckFailedException(
                $"the backend's {status[..3]} for the client, who decides whether to go there",
                $"a second request, which nobody sent: {next.Arrivals[0].Head.Method} {location} at backend {next.Arrivals[0].Backend}",
                exchange);
        }

        if (!exchange.IsComplete || exchange.Head!.FirstLine.Split(' ', 3) is not [_, var code, ..] || code != status[..3])
        {
            throw new CheckFailedException($"the backend's response, {status}", exchange.Describe(), exchange);
        }

        Expect(exchange, "Location", location);
        Expect(exchange, "Set-Cookie", cookie);
    }

    private static void Expect(Exchange exchange, string name, string value)
    {
        IReadOnlyList<string> came = exchange.Head!.Values(name);
        if (came is not [var only] || only != value)
        {
            throw new CheckFailedException($"{name}: {value} in the redirect", came.Count == 0 ? $"no {name} at all" : $"{name}: {string.Join(" and ", came)}", exchange);
        }
    }
}
