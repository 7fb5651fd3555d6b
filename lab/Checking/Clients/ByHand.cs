using System.Globalization;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checking.Clients;

/// <summary>
/// Command lines for bash or zsh that do about what a check did: one request, or more where one does not show it. With the
/// course's backends, whose answers say who gave them, a loop shows who got what.
/// </summary>
internal static class ByHand
{
    /// <summary>A longer field is left out of a line, which is there to be read.</summary>
    private const int LongestField = 100;

    /// <summary>Sends about the same request.</summary>
    public static string Request(Client client, RequestPlan plan, RequestSpec spec)
    {
        string method = spec.Method switch { "GET" => "", "HEAD" => "-I ", _ => $"-X {spec.Method} " };
        string body = spec.Body is { Length: > 0 } ? "--data-binary @- " : "";
        string feed = spec.Body is { Length: > 0 } some ? $"head -c {some.Length} /dev/urandom | " : "";
        string limit = spec.Limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        string fields = string.Concat(spec.Fields.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Where(field => field.Length <= LongestField).Select(field => $"-H '{field}' "));
        return $"{feed}curl -sS -i -m {limit} {method}{body}{fields}{client.UrlOf($"/{plan.Token}{spec.Suffix}")}";
    }

    /// <summary>The braces of a loop count from this to that.</summary>
    public static string Loop(Client client, int times, string options = "") => Loop(client, 1, times, options);

    /// <summary>Asks again and again, each time on a connection of its own; <c>$i</c> in the options counts.</summary>
    public static string Loop(Client client, int from, int to, string options = "") =>
        string.Create(CultureInfo.InvariantCulture, $"for i in {{{from}..{to}}}; do curl -sS {options}{client.UrlOf("/")}; done");

    /// <summary>The same, and in the end how many responses each backend gave.</summary>
    public static string Tally(Client client, int times) => $"{Loop(client, times)} | sort | uniq -c";

    /// <summary>Clients that leave by a reset, which no usual tool sends.</summary>
    /// <param name="client">Of whom.</param>
    /// <param name="times">How many, one after the other.</param>
    /// <param name="begun">Whether they wait for the beginning of the response first.</param>
    public static string Leave(Client client, int times, bool begun) =>
        string.Create(CultureInfo.InvariantCulture, $"for i in {{1..{times}}}; do python3 -c 'import socket, struct, time; s = socket.create_connection((\"{client.Host}\", {client.Address.Port})); s.sendall(b\"GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n\"); {(begun ? "s.recv(1)" : "time.sleep(0.5)")}; s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(\"ii\", 1, 0)); s.close()'; done");

    /// <summary>Asks several at once, ten a second, and prints how long each took.</summary>
    public static string Timed(Client client, int times) =>
        string.Create(CultureInfo.InvariantCulture, $"for i in {{1..{times}}}; do curl -sS -m 8 -o /dev/null -w '%{{http_code}} after %{{time_total}} s\\n' {client.UrlOf("/")} & sleep 0.1; done; wait");

    /// <summary>Asks again and again, and waits in between.</summary>
    public static string Slowly(Client client, int times, TimeSpan pause) =>
        string.Create(CultureInfo.InvariantCulture, $"for i in {{1..{times}}}; do curl -sS {client.UrlOf("/")}; sleep {pause.TotalSeconds:0.#}; done");

    /// <summary>Asks so many times on one connection.</summary>
    public static string OnOneConnection(Client client, int times) =>
        string.Create(CultureInfo.InvariantCulture, $"curl -sS {client.UrlOf($"/?[1-{times}]")}");

    /// <summary>Sends what curl would never write, as it stands, and prints what comes within two seconds.</summary>
    /// <param name="client">To whom.</param>
    /// <param name="message">A character for each byte.</param>
    /// <param name="options">For nc.</param>
    public static string Raw(Client client, string message, string options = "-w 2") =>
        string.Create(CultureInfo.InvariantCulture, $"printf '{Format(message)}' | nc {options} {client.Host} {client.Address.Port}");

    /// <summary>A text between single quotes that printf turns into the message.</summary>
    private static string Format(string message)
    {
        var format = new StringBuilder();
        foreach (char c in message)
        {
            _ = c switch
            {
                '\r' => format.Append(@"\r"),
                '\n' => format.Append(@"\n"),
                '\\' => format.Append(@"\\"),
                '%' => format.Append("%%"),
                // Three octal digits are the same to every printf. A quote would end the text for the shell.
                '\'' or < ' ' or > '~' => format.Append('\\').Append(Convert.ToString(c, toBase: 8).PadLeft(3, '0')),
                _ => format.Append(c),
            };
        }

        return format.ToString();
    }
}
