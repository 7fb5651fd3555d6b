using System.Globalization;

namespace LearnLoadBalancer.Zoo.Policies;

/// <summary>How an animal with policies shall choose: as much of Level 4's command line as the checks use.</summary>
/// <param name="Policy"><c>weighted-round-robin</c>, <c>least-requests</c>, <c>power-of-two</c> or <c>ring-hash</c>.</param>
/// <param name="HashHeader">The header whose value is hashed.</param>
/// <param name="Sticky">Whether sessions stay with their backend.</param>
/// <param name="Weights">The backends' weights, in their order.</param>
internal sealed record PolicySettings(string Policy, string HashHeader, bool Sticky, IReadOnlyList<int> Weights)
{
    private const string WeightMark = ",weight=";

    /// <summary>When nothing is said.</summary>
    public static PolicySettings None { get; } = Of([]);

    /// <summary>Reads it from the arguments, and takes it on trust that they are right: the checks write them.</summary>
    public static PolicySettings Of(string[] arguments) => new(
        ValueOf(arguments, "--policy") ?? "weighted-round-robin",
        ValueOf(arguments, "--hash-key")?.Split(':')[1] ?? "",
        arguments.Contains("--sticky"),
        [.. arguments.Where((_, place) => place > 0 && arguments[place - 1] == "--backend").Select(WeightOf)]);

    /// <summary>The arguments without all that: what is left is the same at every level.</summary>
    public static string[] WithoutThem(string[] arguments) =>
    [
        .. arguments
            .Where((word, place) => word is not ("--policy" or "--hash-key" or "--sticky")
                && !(place > 0 && arguments[place - 1] is "--policy" or "--hash-key"))
            .Select(word => word.Split(WeightMark)[0]),
    ];

    /// <summary>The word behind an option, or null.</summary>
    public static string? ValueOf(string[] arguments, string option) =>
        Array.IndexOf(arguments, option) is var place and >= 0 && place + 1 < arguments.Length ? arguments[place + 1] : null;

    private static int WeightOf(string backend) =>
        backend.Split(WeightMark) is [_, var weight] ? int.Parse(weight, CultureInfo.InvariantCulture) : 1;
}
