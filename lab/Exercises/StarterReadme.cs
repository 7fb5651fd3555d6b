using System.Text;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>The first thing that a learner reads in a starter.</summary>
internal static class StarterReadme
{
    /// <summary>Makes the README.</summary>
    /// <param name="level">The level's number.</param>
    /// <param name="exercises">Its exercises, in the order in which to do them.</param>
    /// <param name="sources">Its files: see <see cref="LevelSources"/>.</param>
    /// <param name="folder">Where the starter lies, in full.</param>
    public static SourceFile File(int level, IReadOnlyList<Exercise> exercises, IReadOnlyList<SourceFile> sources, string folder)
    {
        var text = new StringBuilder();
        text.AppendLine(Invariant($"# Level {level}: your own load balancer\n"));
        text.AppendLine("It builds as it is, and it starts. It does not work yet: some bodies are missing, and each of");
        text.AppendLine("them says so when it is reached. In their place stands a `throw` between two comments,");
        text.AppendLine("`// exercise N: begin` and `// exercise N: end`. Work there, and leave the comments in.\n");
        text.AppendLine("## First\n");
        text.AppendLine(Invariant($"See it fail. In the course's folder:\n\n    {Command("check", level, folder)} --cmd \"dotnet run\"\n"));
        text.AppendLine("Read the first failure, do the exercise that it names, and check again. To have that done on");
        text.AppendLine(Invariant($"every save:\n\n    {Command("watch", level, folder)} --cmd \"dotnet run\"\n"));
        text.AppendLine("## The exercises, in this order\n");
        foreach (Exercise exercise in exercises)
        {
            string places = string.Join(" and ", Starter.PlacesOf(exercise, sources).Select(path => $"`{path}`"));
            text.AppendLine(Invariant($"- **{exercise.Id} {exercise.Title}** ({exercise.Effort}) in {places}. Read {exercise.Section}"));
        }

        text.AppendLine("\n## Stuck?\n");
        text.AppendLine(Invariant($"The difference to our solution, for one exercise:\n\n    {Command("solution", level, folder)} --exercise {exercises[0].Id}"));
        return new SourceFile("README.md", text.ToString().ReplaceLineEndings("\n"));
    }

    private static string Command(string name, int level, string folder) =>
        $"dotnet run --project lab -- {name} level{level} --dir \"{folder}\"";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
