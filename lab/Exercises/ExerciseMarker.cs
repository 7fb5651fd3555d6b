using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>
/// A comment line that fences off the body an exercise is about: <c>// exercise 1.2: begin</c>, and
/// further down <c>// exercise 1.2: end</c>.
/// </summary>
/// <param name="ExerciseId">The exercise, such as <c>1.2</c>.</param>
/// <param name="IsBegin">Begin or end.</param>
/// <param name="Indent">The spaces in front of the comment.</param>
internal sealed partial record ExerciseMarker(string ExerciseId, bool IsBegin, string Indent)
{
    public static bool TryParse(string line, [NotNullWhen(true)] out ExerciseMarker? marker)
    {
        Match match = Pattern().Match(line);
        marker = match.Success
            ? new ExerciseMarker(match.Groups["id"].Value, match.Groups["what"].Value == "begin", match.Groups["indent"].Value)
            : null;
        return match.Success;
    }

    [GeneratedRegex(@"^(?<indent>\s*)// exercise (?<id>[0-9]+\.[0-9]+): (?<what>begin|end)\s*$")]
    private static partial Regex Pattern();
}
