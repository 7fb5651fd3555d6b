using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LearnLoadBalancer.Lab.Backends;

/// <summary>What a built-in backend does wrong on purpose: the same as <c>backends-node/fault.js</c>, in the same words.</summary>
/// <param name="Text">As it was written: <c>slow=500,hang-health</c>.</param>
internal sealed record BackendFault(string Text)
{
    private const int LongestWaitMilliseconds = 600_000;

    /// <summary>Nothing is wrong.</summary>
    public static readonly BackendFault None = new("none");

    /// <summary>How long each response takes longer than it would. Usually no time.</summary>
    public TimeSpan Slow { get; private init; }

    /// <summary>The status of each response, 500 to 599. Null: the usual ones.</summary>
    public int? Fail { get; private init; }

    /// <summary>There are no responses.</summary>
    public bool Silent { get; private init; }

    /// <summary>There are none to <c>GET /health</c>, which nothing else of this changes.</summary>
    public bool HangHealth { get; private init; }

    /// <summary>Reads a fault: <c>slow=500</c>, <c>fail=503</c>, <c>silent</c>, <c>hang-health</c>, several with commas, or <c>none</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BackendFault? fault)
    {
        fault = new BackendFault(text);
        foreach (string part in text == "none" ? [] : text.Split(','))
        {
            fault = fault.With(part);
            if (fault is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What to say of a text that is no fault: one line, with the way out.</summary>
    public static string Explain(string text) =>
        $"\"{text}\" is no fault. Write slow=500 (milliseconds, up to {LongestWaitMilliseconds}), fail=503 (a status from 500 to 599), "
        + "silent or hang-health, or several of them with commas, or none.";

    private BackendFault? With(string part) => part.Split('=', 2) switch
    {
        ["slow", var text] when Number(text) is <= LongestWaitMilliseconds and var wait => this with { Slow = TimeSpan.FromMilliseconds(wait) },
        ["fail", var text] when Number(text) is >= 500 and <= 599 and var status => this with { Fail = status },
        ["silent"] => this with { Silent = true },
        ["hang-health"] => this with { HangHealth = true },
        _ => null,
    };

    private static int? Number(string text) =>
        text.Length <= 9 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
