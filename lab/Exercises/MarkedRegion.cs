namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>What stands between two markers.</summary>
/// <param name="ExerciseId">The exercise, such as <c>1.2</c>.</param>
/// <param name="Indent">The spaces in front of its markers.</param>
/// <param name="First">The index of the first line after the begin marker.</param>
/// <param name="Lines">The lines in between.</param>
internal sealed record MarkedRegion(string ExerciseId, string Indent, int First, IReadOnlyList<string> Lines);
