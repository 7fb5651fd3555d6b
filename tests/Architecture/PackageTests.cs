using System.Xml.Linq;

namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>The course builds on the base library: what the product may use beside it is a short list, and every version stands once.</summary>
public sealed class PackageTests
{
    /// <summary>The log on the terminal and the command line. Neither is on the data path.</summary>
    private static readonly string[] Allowed = ["Microsoft.Extensions.Logging.Console", "System.CommandLine"];

    public static TheoryData<string> Projects => [.. Repository.Projects.Select(project => project.Folder)];

    public static TheoryData<string> Product =>
        [.. Repository.Levels.Append(Repository.Shared).Select(project => project.Folder)];

    [Theory]
    [MemberData(nameof(Product))]
    public void ProductProject_Always_UsesOnlyAllowedPackages(string folder) =>
        Assert.Empty(Project(folder).Packages.Select(Name).Except(Allowed));

    [Theory]
    [MemberData(nameof(Projects))]
    public void PackageReference_Always_LeavesTheVersionToTheCentralFile(string folder) =>
        Assert.Empty(Project(folder).Packages.Where(HasVersion).Select(Name));

    [Theory]
    [MemberData(nameof(Projects))]
    public void PackageReference_Always_HasACentralVersion(string folder)
    {
        XDocument central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        Assert.Empty(Project(folder).Packages.Select(Name).Except(central.Descendants("PackageVersion").Select(Name)));
    }

    private static ProjectFile Project(string folder) => Repository.Projects.Single(project => project.Folder == folder);

    private static string Name(XElement package) => package.Attribute("Include")!.Value;

    private static bool HasVersion(XElement package) =>
        package.Attribute("Version") is not null
        || package.Attribute("VersionOverride") is not null
        || package.Element("Version") is not null;
}
