using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>
/// Levels never reference levels, and <c>shared</c> references nothing of ours. So every level can be read,
/// and changed, on its own. The lab and the tests may reference everything.
/// </summary>
public sealed class ReferenceRuleTests
{
    public static TheoryData<string> Levels => [.. Repository.Levels.Select(level => level.Folder)];

    [Fact]
    public void Repository_Always_HasSharedAndAtLeastTwoLevels()
    {
        // Without this the rules below could hold because nothing was found.
        Assert.Equal("LearnLoadBalancer.Shared", Repository.Shared.AssemblyName);
        Assert.True(Repository.Levels.Count >= 2, string.Join(", ", Repository.Levels));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void LevelProject_Always_ReferencesSharedAndNothingElseOfOurs(string folder) =>
        Assert.Equal(["shared"], Level(folder).ReferencedFolders);

    [Theory]
    [MemberData(nameof(Levels))]
    public void LevelAssembly_Always_ReferencesSharedAndNothingElseOfOurs(string folder) =>
        Assert.Equal([Repository.Shared.AssemblyName], OursReferencedBy(Level(folder)));

    [Fact]
    public void SharedProject_Always_ReferencesNothingOfOurs() => Assert.Empty(Repository.Shared.ReferencedFolders);

    [Fact]
    public void SharedAssembly_Always_ReferencesNothingOfOurs() => Assert.Empty(OursReferencedBy(Repository.Shared));

    [Theory]
    [MemberData(nameof(Levels))]
    public void LevelAssembly_Always_IsBuiltForTheTests(string folder) =>
        // Or it could not be looked at, nor its contracts be run.
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, Level(folder).AssemblyName + ".dll")), folder);

    private static ProjectFile Level(string folder) => Repository.Levels.Single(level => level.Folder == folder);

    private static string[] OursReferencedBy(ProjectFile project)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, project.AssemblyName + ".dll"));
        using var assembly = new PEReader(file);
        MetadataReader metadata = assembly.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences
                .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
                .Where(name => name.StartsWith("LearnLoadBalancer", StringComparison.Ordinal)),
        ];
    }
}
