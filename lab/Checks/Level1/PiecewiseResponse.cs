using System.Text;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <summary>A response that the backend sends in many small pieces, with pauses in between.</summary>
internal static class PiecewiseResponse
{
    public const string Hint =
        "A response comes in as many pieces as it likes, and a piece may end anywhere. Go on copying until the backend has "
        + "finished; a short read is not the end. If the program reads HTTP: find the end by Content-Length or by the chunk "
        + "of length 0, not by the first pause.";

    /// <summary>Random text for the body, and the same cut into pieces at random places.</summary>
    public static (string Text, List<string> Pieces) Random(Random random)
    {
        string text = string.Concat(Enumerable.Range(0, 400).Select(_ => random.Next(0x10000000, 0x7fffffff).ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
        return (text, Cut(text, random));
    }

    /// <summary>Has a backend send the bytes in pieces and compares what the client gets with the text.</summary>
    public static async Task RunAsync(CheckContext context, string wire, string text)
    {
        List<string> pieces = Cut(wire, context.Random);
        context.Step($"Send a GET, which the backend answers in {pieces.Count} pieces with pauses");
        var spec = new RequestSpec
        {
            Script = async (connection, _, stop) =>
            {
                foreach (string piece in pieces)
                {
                    await connection.SendAsync(piece, stop);
                    await Task.Delay(2, stop); // Part of the play: the pieces shall not travel together.
                }

                connection.MayBeKept = false;
            },
        };
        Exchange exchange = await context.Client.SendAsync(spec, context.Stop);
        string came = Encoding.Latin1.GetString(exchange.Body);
        if (!exchange.IsComplete || exchange.Status != 200 || came != text)
        {
            string what = exchange.IsComplete && exchange.Status == 200
                ? $"{came.Length:N0} bytes, the same up to byte {came.AsSpan().CommonPrefixLength(text):N0}"
                : exchange.Describe();
            throw new CheckFailedException($"the whole response with its {text.Length:N0} bytes, as it was sent", what, exchange);
        }
    }

    private static List<string> Cut(string text, Random random)
    {
        var pieces = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(text.Length - at, random.Next(1, 200));
            pieces.Add(text.Substring(at, length));
            at += length;
        }

        return pieces;
    }
}
