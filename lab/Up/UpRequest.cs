using System.Globalization;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>What a user can ask of <c>lab up</c> while it runs.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Backend">With which backend: its number, from 1.</param>
internal sealed record UpRequest(UpVerb Verb, int Backend = 0)
{
    /// <summary>Reads a typed line: <c>stop 2</c>, <c>start 2</c>, <c>2</c> (the other of the two), <c>quit</c>.</summary>
    /// <returns>The request, or null for a line that is none.</returns>
    public static UpRequest? FromLine(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            ["quit" or "q" or "exit"] => new UpRequest(UpVerb.Quit),
            ["stop", var number] when BackendOf(number) is { } backend => new UpRequest(UpVerb.Stop, backend),
            ["start", var number] when BackendOf(number) is { } backend => new UpRequest(UpVerb.Start, backend),
            [var number] when BackendOf(number) is { } backend => new UpRequest(UpVerb.Toggle, backend),
            _ => null,
        };

    /// <summary>Reads a key: <c>1</c> to <c>3</c>, <c>q</c>.</summary>
    /// <returns>The request, or null for a key that does nothing.</returns>
    public static UpRequest? FromKey(char key) => key switch
    {
        'q' or 'Q' => new UpRequest(UpVerb.Quit),
        >= '1' and <= '3' => new UpRequest(UpVerb.Toggle, key - '0'),
        _ => null,
    };

    private static int? BackendOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 3 ? number : null;
}
