using System.Xml.Linq;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>The project files of a starter: it builds on its own, wherever it lies.</summary>
internal static class StarterProject
{
    /// <summary>The name of the project file.</summary>
    public static string NameOf(int level) => $"Level{level}.csproj";

    /// <summary>The files beside the sources.</summary>
    /// <param name="level">The level's number.</param>
    /// <param name="root">The repository, whose package versions are taken over.</param>
    public static IReadOnlyList<SourceFile> Files(int level, string root) =>
    [
        new(NameOf(level), Project(level, root)),
        new("Directory.Build.props", NothingFromAbove),
        new("Directory.Build.targets", NothingFromAbove),
        new("Directory.Packages.props", NothingFromAbove),
        new(".editorconfig", "root = true\n\n[*.cs]\nindent_style = space\nindent_size = 4\n"),
        new(".gitignore", "bin/\nobj/\n"),
    ];

    /// <summary>
    /// MSBuild takes the nearest file of that name from the folder or those above it. An empty one
    /// keeps the rules of whatever repository the starter lies in out of it.
    /// </summary>
    private const string NothingFromAbove =
        """
        <Project>
          <!-- Empty on purpose: without it, the rules of a folder above this one would apply. -->
        </Project>

        """;

    private static string Project(int level, string root) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <RollForward>Major</RollForward>
            <RootNamespace>LearnLoadBalancer.Level{level}</RootNamespace>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <!-- The system calls of Net/Linux/KernelPipe.cs. -->
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
            <InvariantGlobalization>true</InvariantGlobalization>
            <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
            <!-- Until an exercise is done, code behind its throw is never reached (CS0162), a method waits for
                 nothing (CS1998), and a field or a parameter is not used or never set (the others). -->
            <NoWarn>$(NoWarn);CS0162;CS1998;CS0169;CS0414;CS0649;CS9113</NoWarn>
          </PropertyGroup>
          <ItemGroup>
        {string.Join('\n', Packages(root).Select(package => $"    <PackageReference Include=\"{package.Name}\" Version=\"{package.Version}\" />"))}
          </ItemGroup>
        </Project>

        """;

    /// <summary>What <c>shared</c> references, in the versions that the repository pins.</summary>
    private static IEnumerable<(string Name, string Version)> Packages(string root)
    {
        Dictionary<string, string> versions = XDocument.Load(Path.Combine(root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        return XDocument.Load(Path.Combine(root, "shared", "LearnLoadBalancer.Shared.csproj"))
            .Descendants("PackageReference")
            .Select(package => package.Attribute("Include")!.Value)
            .Select(name => (name, versions[name]));
    }
}
