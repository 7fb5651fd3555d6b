using System.Text;

namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>Makes requests: valid ones of every shape, and valid ones that something has happened to.</summary>
internal static class FuzzInput
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "QUERY"];

    private static readonly string[] Fields =
    [
        "Accept: */*", "X-Empty:", "x-spaces:   a  b  ", "Cookie: a=b; c=d", "Connection: keep-alive", "X-Latin: \u00e4\u00f6",
        "Connection: x-named", "X-Named: gone", "TE: trailers", "X_Under: score", "X-Forwarded-For: 6.6.6.6", "Keep-Alive: timeout=5",
        "Upgrade: h2c", "Accept-Encoding: gzip,\tbr",
    ];

    /// <summary>What mutations like to put in: the characters that grammars are made of, and those they leave out.</summary>
    private static readonly string[] Poison =
    [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", ";", ",", "\r\n\r\n", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n",
        "-", "+", "0x", "ffffffffffffffff", "Host: b\r\n", "HTTP/1.0", "\u00ff", "\u007f", "GET / HTTP/1.1\r\n", "Connection: close\r\n",
        "Expect: 100-continue\r\n", "chunked", "\"", "\\", "#", "\v",
    ];

    /// <summary>A valid request whose target ends with this mark, and its body.</summary>
    public static (string Raw, string Body) Valid(Random random, string mark)
    {
        var raw = new StringBuilder();
        string method = Pick(random, Methods);
        raw.Append(random.Next(10) == 0 ? $"{method} http://fuzz.test/{mark} HTTP/1.1\r\n" : $"{method} /{mark} HTTP/1.1\r\n");
        raw.Append("Host: fuzz.test\r\n");
        for (int field = random.Next(6); field > 0; field--)
        {
            raw.Append(Pick(random, Fields)).Append("\r\n");
        }

        string body = MakeBody(random);
        switch (random.Next(3))
        {
            case 0:
                raw.Append("\r\n");
                return (raw.ToString(), "");
            case 1:
                raw.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n{body}");
                return (raw.ToString(), body);
            default:
                raw.Append("Transfer-Encoding: chunked\r\n\r\n");
                AppendChunks(random, raw, body);
                return (raw.ToString(), body);
        }
    }

    /// <summary>One to three valid requests that bytes were changed, lost, doubled or moved in.</summary>
    public static byte[] Mutated(Random random, string mark = "")
    {
        string raw = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(number => Valid(random, $"{mark}m{number}").Raw));
        for (int mutation = random.Next(1, 5); mutation > 0 && raw.Length > 1; mutation--)
        {
            int at = random.Next(raw.Length);
            int length = Math.Min(random.Next(1, 12), raw.Length - at);
            raw = random.Next(6) switch
            {
                0 => raw[..at] + (char)random.Next(256) + raw[(at + 1)..],
                1 => raw[..at] + raw[(at + length)..],
                2 => raw[..(at + length)] + raw[at..],
                3 => raw[..at],
                _ => raw[..at] + Pick(random, Poison) + raw[at..],
            };
        }

        return Encoding.Latin1.GetBytes(raw);
    }

    /// <summary>Cuts bytes into pieces, from whole to one by one.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(Random random, ReadOnlyMemory<byte> bytes)
    {
        int most = random.Next(4) switch { 0 => bytes.Length + 1, 1 => 2, 2 => 20, _ => 400 };
        while (bytes.Length > 0)
        {
            int length = Math.Min(random.Next(1, most + 1), bytes.Length);
            yield return bytes[..length];
            bytes = bytes[length..];
        }
    }

    private static void AppendChunks(Random random, StringBuilder raw, string body)
    {
        while (body.Length > 0)
        {
            int size = Math.Min(random.Next(1, 2000), body.Length);
            string extension = random.Next(5) == 0 ? ";name=\"quoted; \\\" value\";flag" : "";
            raw.Append(random.Next(2) == 0 ? size.ToString("x") : size.ToString("X4")).Append(extension).Append("\r\n");
            raw.Append(body, 0, size).Append("\r\n");
            body = body[size..];
        }

        raw.Append("0\r\n").Append(random.Next(4) == 0 ? "X-Sum: 1\r\nContent-Length: 3\r\n" : "").Append("\r\n");
    }

    private static string MakeBody(Random random)
    {
        // Mostly small, sometimes beyond every buffer; and it looks like requests, for whoever loses count.
        int length = random.Next(10) switch { 0 => random.Next(200_000), < 4 => random.Next(5_000), _ => random.Next(50) };
        const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: evil\r\n\r\n0\r\n\r\n";
        return string.Concat(Enumerable.Repeat(Smuggled, (length / Smuggled.Length) + 1))[..length];
    }

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];
}
