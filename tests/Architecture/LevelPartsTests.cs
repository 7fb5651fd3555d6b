using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>A level is found by its folder; what it needs besides is asked for, by name.</summary>
public sealed class LevelPartsTests
{
    [Fact]
    public void MissingOf_EveryLevelOfTheCourse_IsNothing() => Complaints.None(LevelProgram.All.SelectMany(LevelParts.MissingOf));

    /// <summary>What somebody reads who has made a folder with a project and nothing else.</summary>
    [Fact]
    public void MissingOf_AFolderAlone_NamesAllThatItNeeds() => Assert.Equal(
        [
            "level99-new lacks a place in the solution: dotnet sln add level99-new",
            "level99-new lacks its page, level99-new/README.md",
            "level99-new lacks its chapter, docs/99-level99-new.md",
            "level99-new lacks a row of the road in README.md, with a link to docs/99-level99-new.md",
            "level99-new lacks a link in README.md, under how to follow the course, to level99-new/README.md",
            "level99-new lacks a link in README.md, under what is where, to level99-new",
            "level99-new lacks its ideas in docs/map.md, with links into level99-new",
            "level99-new lacks its checks, in lab/Checks/Level99",
            "level99-new lacks its exercises, in lab/Exercises/ExerciseCatalog.cs",
            "level99-new lacks what to read after it, in lab/Checks/Chapters.cs",
            "level99-new lacks its start for the contracts, tests/Contracts/Level99.cs",
            "level99-new lacks the contracts that it fulfils, tests/Contracts/Level99Contracts.cs",
            "level99-new lacks the test that it passes its checks, tests/Lab/Checking/Level99PassesTests.cs",
            "level99-new lacks the test that its starter can be finished, tests/Lab/Exercises/Level99StarterTests.cs",
        ],
        LevelParts.MissingOf(new LevelProgram(99, "level99-new")));
}
