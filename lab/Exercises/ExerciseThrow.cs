using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>The throw of an exercise that is still open, as a program prints it.</summary>
internal static partial class ExerciseThrow
{
    /// <summary>The exercises whose throws stand in these lines, in the order in which to do them.</summary>
    public static IReadOnlyList<Exercise> In(IEnumerable<string> lines) => [.. lines
        .Select(line => Thrown().Match(line))
        .Where(match => match.Success)
        .Select(match => ExerciseCatalog.Find(match.Groups["id"].Value))
        .OfType<Exercise>()
        .Distinct()
        .OrderBy(exercise => ExerciseCatalog.All.Index().First(entry => entry.Item == exercise).Index)];

    /// <summary>The line in which an exercise's throw stands, as the runtime writes it. Null: in none.</summary>
    public static string? LineOf(Exercise exercise, IEnumerable<string> lines) => lines
        .Where(line => Thrown().Match(line) is { Success: true } match && match.Groups["id"].Value == exercise.Id)
        .Select(line => line[line.IndexOf(nameof(NotImplementedException), StringComparison.Ordinal)..])
        .FirstOrDefault();

    /// <summary>Leaves these throws out, with their stacks: one line says that they were there.</summary>
    public static IReadOnlyList<string> Without(IReadOnlyList<string> lines, Predicate<Exercise> isLeftOut)
    {
        var left = new List<string>();
        bool isStack = false;
        foreach (string line in lines)
        {
            Match thrown = Thrown().Match(line);
            if (thrown.Success && ExerciseCatalog.Find(thrown.Groups["id"].Value) is { } exercise && isLeftOut(exercise))
            {
                string note = $"(exercise {exercise.Id} is still open, too: its exception is left out here)";
                isStack = true;
                if (!left.Contains(note))
                {
                    left.Add(note);
                }

                continue;
            }

            isStack &= Stack().IsMatch(line);
            if (!isStack)
            {
                left.Add(line);
            }
        }

        return left;
    }

    [GeneratedRegex(@"NotImplementedException: Exercise (?<id>\d+\.\d+): ")]
    private static partial Regex Thrown();

    /// <summary>What follows an exception: <c>at …</c>, and the line between the stacks of two threads.</summary>
    [GeneratedRegex(@"^\s*(at |--- )")]
    private static partial Regex Stack();
}
