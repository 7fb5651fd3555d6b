using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Balancing;

/// <summary>What <c>--backend</c> says at this level: a server, and how much it can take.</summary>
/// <param name="Backend">The server.</param>
/// <param name="Weight">0 to 256. 0 drains.</param>
internal sealed record WeightedBackend(Backend Backend, int Weight)
{
    private const string Setting = "weight=";

    /// <summary>Reads <c>localhost:9001</c> or <c>localhost:9001,weight=3</c>.</summary>
    /// <param name="text">What the user typed.</param>
    /// <param name="backend">The result, or null when the text is not one.</param>
    /// <param name="complaint">Then: what is wrong and the way out, in one line.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out WeightedBackend? backend, [NotNullWhen(false)] out string? complaint)
    {
        string[] parts = text.Split(',');
        int weight = BackendWeights.Default;
        complaint =
            !Backend.TryParse(parts[0], out Backend? server)
                ? $"--backend '{text}' is not a server. Write it as host:port with a port from 1 to 65535, for example --backend localhost:9001."
                : parts.Length > 2
                    ? $"--backend '{text}' says too much. Write one weight, for example --backend {server},weight=3."
                    : parts is [_, var setting] && !setting.StartsWith(Setting, StringComparison.Ordinal)
                        ? $"--backend '{text}' has the unknown setting '{setting}'. What can be set is the weight, for example --backend {server},weight=3."
                        : parts is [_, var given] && !TryParseWeight(given[Setting.Length..], out weight)
                            ? $"--backend '{text}' has no weight from 0 to {BackendWeights.Largest}. Write a whole number, for example --backend {server},weight=3; 0 drains."
                            : null;
        backend = complaint is null ? new WeightedBackend(server!, weight) : null;
        return complaint is null;
    }

    /// <summary>Looks for a server that was named twice with different weights: then nobody can know which was meant.</summary>
    /// <returns>What is wrong and the way out, or null when all is well.</returns>
    public static string? FindConflict(IEnumerable<WeightedBackend> backends)
    {
        var seen = new Dictionary<Backend, int>();
        foreach ((Backend backend, int weight) in backends)
        {
            if (!seen.TryAdd(backend, weight) && seen[backend] != weight)
            {
                return $"--backend '{backend}' is given with weight {seen[backend]} and with weight {weight}. Give it one weight.";
            }
        }

        return null;
    }

    /// <summary>The form in which it is typed: the usual weight goes without saying.</summary>
    public override string ToString() => Weight == BackendWeights.Default ? $"{Backend}" : $"{Backend},{Setting}{Weight}";

    private static bool TryParseWeight(string text, out int weight) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out weight) && weight <= BackendWeights.Largest;
}
