using System.Globalization;
using LearnLoadBalancer.Zoo.Policies;

namespace LearnLoadBalancer.Zoo.Detection;

/// <summary>How an animal shall find out who is well: as much of Level 5's command line as the checks use.</summary>
/// <param name="Path">What a check asks for. Null: it only connects.</param>
/// <param name="Interval">The time from one check of a backend to the next. Null: the zoo's own.</param>
/// <param name="Rise">So many checks in a row have to pass.</param>
/// <param name="Fall">So many have to fail.</param>
/// <param name="EjectAfter">So many requests have to.</param>
/// <param name="SlowStart">How long a backend that comes back takes to get its full share. Null: no time at all.</param>
internal sealed record DetectionSettings(string? Path, TimeSpan? Interval, int Rise, int Fall, int EjectAfter, TimeSpan? SlowStart)
{
    private static readonly string[] Names = ["--check-path", "--check-interval", "--rise", "--fall", "--eject-after", "--slow-start"];

    /// <summary>When nothing is said.</summary>
    public static DetectionSettings None { get; } = Of([]);

    /// <summary>Reads it from the arguments, and takes it on trust that they are right: the checks write them.</summary>
    public static DetectionSettings Of(string[] arguments) => new(
        PolicySettings.ValueOf(arguments, "--check-path"),
        TimeOf(arguments, "--check-interval"),
        CountOf(arguments, "--rise", 2),
        CountOf(arguments, "--fall", 3),
        CountOf(arguments, "--eject-after", 5),
        TimeOf(arguments, "--slow-start"));

    /// <summary>The arguments without all that.</summary>
    public static string[] WithoutThem(string[] arguments) =>
        [.. arguments.Where((word, place) => !Names.Contains(word) && !(place > 0 && Names.Contains(arguments[place - 1])))];

    private static int CountOf(string[] arguments, string option, int usual) =>
        PolicySettings.ValueOf(arguments, option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private static TimeSpan? TimeOf(string[] arguments, string option) => PolicySettings.ValueOf(arguments, option) switch
    {
        null => null,
        [.. var number, 'm', 's'] => TimeSpan.FromMilliseconds(int.Parse(number, CultureInfo.InvariantCulture)),
        var text => TimeSpan.FromSeconds(int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture)),
    };
}
