using System.Globalization;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>What a user can ask of <c>lab up</c> while it runs.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Backend">With which backend: its number, from 1.</param>
internal sealed record UpRequest(UpVerb Verb, int Backend = 0)
{
    /// <summary>
    /// Reads a typed line: <c>stop 2</c>, <c>start 2</c>, <c>2</c> (the other of the two), <c>slow 2</c>, <c>fail 2</c>,
    /// <c>silent 2</c>, <c>heal 2</c>, <c>quit</c>.
    /// </summary>
    /// <returns>The request, or null for a line that is none.</returns>
    public static UpRequest? FromLine(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            ["quit" or "q" or "exit"] => new UpRequest(UpVerb.Quit),
            [var number] when BackendOf(number) is { } backend => new UpRequest(UpVerb.Toggle, backend),
            [var word, var number] when VerbOf(word) is { } verb && BackendOf(number) is { } backend => new UpRequest(verb, backend),
            _ => null,
        };

    private static UpVerb? VerbOf(string word) => word switch
    {
        "stop" => UpVerb.Stop,
        "start" => UpVerb.Start,
        "slow" => UpVerb.Slow,
        "fail" => UpVerb.Fail,
        "silent" => UpVerb.Silence,
        "heal" => UpVerb.Heal,
        _ => null,
    };

    private static int? BackendOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 3 ? number : null;
}
