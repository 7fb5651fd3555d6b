using System.Globalization;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>A part of a level that the learner writes.</summary>
/// <param name="Id">Level and number, as in the markers of the sources: <c>1.2</c>.</param>
/// <param name="Title">What is to be built, in a few words.</param>
/// <param name="Effort">How long it takes somebody who does it for the first time.</param>
/// <param name="Hint">Where to begin, without giving it away.</param>
/// <param name="Section">The section to read: a file of the repository and an anchor in it.</param>
/// <param name="Checks">The ids of the checks that fail as long as this is missing, the plainest one first.</param>
internal sealed record Exercise(
    string Id, string Title, string Effort, string Hint, string Section, IReadOnlyList<string> Checks)
{
    /// <summary>The number of the level it belongs to.</summary>
    public int Level => LevelOf(Id);

    /// <summary>The number of the level in an id: 1 of <c>1.2</c>.</summary>
    public static int LevelOf(string id) => int.Parse(id.AsSpan(0, id.IndexOf('.')), CultureInfo.InvariantCulture);

    /// <summary>How messages call it: <c>Exercise 1.2 (The pump)</c>.</summary>
    public override string ToString() => $"Exercise {Id} ({Title})";
}
