using System.Text;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <remarks>
/// A program that reads HTTP may write names in its own way, and may add fields (Via, X-Forwarded-For).
/// What was meant for the other end it must not lose, change or put into another order. But <c>Host</c> is its to
/// choose: nginx, YARP and many others name the backend there unless told otherwise. And it may clean a path
/// of doubled slashes, or refuse it. Who copies bytes changes neither.
/// </remarks>
internal sealed class HeadersUnchanged : Check
{
    public override string Id => "headers-unchanged";

    public override int Level => 1;

    public override int Order => 60;

    public override string Title => "Headers arrive unchanged in both directions";

    public override string Hint =>
        "What the balancer hands on must be what it got, byte for byte if it does not read HTTP. A program that takes "
        + "messages apart and puts them together again easily loses the second of two fields with the same name, makes "
        + "one of two Set-Cookie fields (of all names the one where that changes the meaning), decodes %2F in the path, or "
        + "writes its own Host.";

    public override string Chapter => Chapters.Level1("bytes-not-text");

    public override async Task RunAsync(CheckContext context)
    {
        List<(string Name, string Value)> request = RandomFields(context.Random);
        List<(string Name, string Value)> response = RandomFields(context.Random);
        response.Add(("Set-Cookie", $"a={Word(context.Random)}; Path=/"));
        response.Add(("Set-Cookie", $"b={Word(context.Random)}; Expires=Wed, 21 Oct 2037 07:28:00 GMT"));
        int status = context.Random.Next(200, 204) switch { 200 => 201, 201 => 202, 202 => 203, _ => 207 };

        bool readsHttp = await context.FindKindAsync() == BalancerKind.Requests;
        var spec = new RequestSpec
        {
            Method = context.Random.Next(3) switch { 0 => "PUT", 1 => "PATCH", _ => "DELETE" },
            Suffix = $"/a%2Fb{(readsHttp ? "/" : "//")}c?x={Word(context.Random)}&y=1%202+3&&z",
            Fields = Lines(request),
            Body = [],
            Script = async (connection, head, stop) =>
            {
                await connection.SkipBodyAsync(head, stop);
                await connection.RespondAsync("ok\n", stop, $"{status} Of Its Own", Lines(response));
            },
        };

        context.Step($"Send a {spec.Method} with {request.Count} random header fields, two of them of the same name");
        Exchange exchange = await context.Client.SendAsync(spec, context.Stop);
        if (exchange.Plan.Arrivals is not [var arrival, ..])
        {
            throw new CheckFailedException("the request at a backend", exchange.Describe(), exchange);
        }

        context.Step("Compare the request that the backend got with the one that was sent");
        CompareRequest(exchange, arrival, readsHttp ? request : [Host(exchange), .. request]);

        context.Step($"Compare the response that came ({response.Count} random fields, two cookies among them) with the one that the backend sent");
        if (!exchange.IsComplete || exchange.Status != status)
        {
            throw new CheckFailedException($"the backend's response with status {status}", exchange.Describe(), exchange);
        }

        Compare(exchange, exchange.Head!, response, "the response");
    }

    private static void CompareRequest(Exchange exchange, Arrival arrival, List<(string Name, string Value)> fields)
    {
        HttpHead sent = HttpHead.Parse(Encoding.Latin1.GetBytes(exchange.RequestHead));
        if (arrival.Head.Method != sent.Method || arrival.Head.Target != sent.Target)
        {
            throw Changed(exchange, $"'{sent.Method} {sent.Target}' at the backend", $"'{arrival.Head.Method} {arrival.Head.Target}'", arrival.Head);
        }

        Compare(exchange, arrival.Head, [("User-Agent", "lab-check"), .. fields], "the request");
    }

    private static (string Name, string Value) Host(Exchange exchange) =>
        ("Host", HttpHead.Parse(Encoding.Latin1.GetBytes(exchange.RequestHead)).Values("Host")[0]);

    private static void Compare(Exchange exchange, HttpHead arrived, List<(string Name, string Value)> sent, string message)
    {
        foreach (string name in sent.Select(field => field.Name).Distinct())
        {
            string[] expected = [.. sent.Where(field => field.Name == name).Select(field => field.Value)];
            IReadOnlyList<string> came = arrived.Values(name);

            // Fields of one name may be joined with commas (RFC 9110, section 5.3); cookies may not.
            bool same = came.SequenceEqual(expected)
                || (name != "Set-Cookie" && string.Join(", ", came) == string.Join(", ", expected));
            if (!same)
            {
                string what = came.Count == 0 ? $"no {name} at all" : $"{name}: {string.Join(" and ", came)}";
                throw Changed(exchange, $"{name}: {string.Join(" and ", expected)} in {message}", what, arrived);
            }
        }
    }

    private static CheckFailedException Changed(Exchange exchange, string expected, string came, HttpHead arrived) =>
        new(expected, came, exchange.Evidence with { Received = Printable.Escape(arrived.Raw, arrived.Raw.Length, 1024) });

    private static List<(string Name, string Value)> RandomFields(Random random)
    {
        string twice = $"X-Twice-{Word(random)}";
        List<(string Name, string Value)> fields =
        [
            ($"X-{Word(random)}", Word(random)),
            ($"X-Odd-{Word(random)}", "a \"quoted; part\", (and) more = 1:2/3@x"),
            (twice, Word(random)),
            ($"X-Long-{Word(random)}", string.Concat(Enumerable.Repeat(Word(random), 200))),
            (twice, Word(random)),
            ("X-Case", "MiXeD"),
        ];
        return fields;
    }

    private static string Word(Random random) => random.Next(0x100000, 0xffffff).ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    private static string Lines(List<(string Name, string Value)> fields) => string.Concat(fields.Select(field => $"{field.Name}: {field.Value}\r\n"));
}
