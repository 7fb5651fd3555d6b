using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checks;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>What belongs to a level besides its code, and can't be derived from it. A new folder is told here what it still lacks.</summary>
internal static class LevelParts
{
    /// <summary>What the level lacks, a line each that says where it goes.</summary>
    public static IEnumerable<string> MissingOf(LevelProgram level)
    {
        string folder = level.Folder;
        int number = level.Number;
        string course = Read("README.md");
        (bool There, string Part)[] parts =
        [
            (Read("LearnLoadBalancer.sln").Contains($"{folder}\\LearnLoadBalancer.Level{number}.csproj", StringComparison.Ordinal),
                $"a place in the solution: dotnet sln add {folder}"),
            (Exists($"{folder}/README.md"), $"its page, {folder}/README.md"),
            (Exists(level.Chapter), $"its chapter, {level.Chapter}"),
            (course.Contains($"]({level.Chapter})", StringComparison.Ordinal), $"a row of the road in README.md, with a link to {level.Chapter}"),
            (course.Contains($"]({folder}/README.md)", StringComparison.Ordinal), $"a link in README.md, under how to follow the course, to {folder}/README.md"),
            (course.Contains($"]({folder})", StringComparison.Ordinal), $"a link in README.md, under what is where, to {folder}"),
            (Read("docs/map.md").Contains($"](../{folder}/", StringComparison.Ordinal), $"its ideas in docs/map.md, with links into {folder}"),
            (CheckCatalog.All.Any(check => check.Level == number), $"its checks, in lab/Checks/Level{number}"),
            (ExerciseCatalog.Of(number).Count > 0, "its exercises, in lab/Exercises/ExerciseCatalog.cs"),
            (Chapters.AfterLevel(number) != Chapters.AfterLevel(int.MaxValue), "what to read after it, in lab/Checks/Chapters.cs"),
            (IsTested($"Contracts.Level{number}"), $"its start for the contracts, tests/Contracts/Level{number}.cs"),
            (IsTested($"Contracts.Level{number}Contracts"), $"the contracts that it fulfils, tests/Contracts/Level{number}Contracts.cs"),
            (IsTested($"Lab.Checking.Level{number}PassesTests"), $"the test that it passes its checks, tests/Lab/Checking/Level{number}PassesTests.cs"),
            (IsTested($"Lab.Exercises.Level{number}StarterTests"), $"the test that its starter can be finished, tests/Lab/Exercises/Level{number}StarterTests.cs"),
        ];
        return parts.Where(part => !part.There).Select(part => $"{folder} lacks {part.Part}");
    }

    private static bool IsTested(string type) => typeof(LevelParts).Assembly.GetType($"LearnLoadBalancer.Tests.{type}") is not null;

    private static bool Exists(string path) => File.Exists(Path.Combine(Repository.Root, path));

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
}
