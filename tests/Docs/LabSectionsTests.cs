using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Tests.Docs.Markdown;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>The lab sends a learner who fails to a section of a chapter. It must be there.</summary>
public sealed class LabSectionsTests
{
    public static TheoryData<string> Sections =>
        [.. ExerciseCatalog.All.Select(exercise => exercise.Section).Concat(CheckCatalog.All.Select(check => check.Chapter)).Distinct()];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Section_NamedByTheLab_Exists(string section) =>
        Assert.Null(LinkTarget.WhatIsWrong("README.md", new Link(1, section)));
}
