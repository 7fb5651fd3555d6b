using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>Makes the folder of <c>lab start</c>: sources with bodies missing, project, README.</summary>
internal static class StarterFolder
{
    /// <param name="root">The repository.</param>
    /// <param name="level">The level to cut it from.</param>
    /// <param name="open">The exercises that are left to the learner.</param>
    /// <param name="folder">Where to put it, in full.</param>
    public static void Write(string root, LevelProgram level, IReadOnlyList<Exercise> open, string folder)
    {
        IReadOnlyList<SourceFile> sources = LevelSources.Read(root, level);
        Starter.Write(
            [
                .. Starter.Cut(sources, open),
                .. StarterProject.Files(level.Number, root),
                StarterReadme.File(level.Number, open, sources, folder),
            ],
            folder);
    }
}
