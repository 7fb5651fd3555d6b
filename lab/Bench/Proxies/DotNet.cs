using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>Builds and starts .NET programs of this repository, as Release builds.</summary>
internal static class DotNet
{
    /// <summary>Read by the runtime before a program's first socket. See <c>InlineCompletions</c>.</summary>
    public const string InlineSwitch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Builds a project, and what it references.</summary>
    /// <exception cref="BenchException">It does not build; the message has the compiler's last lines.</exception>
    public static Task BuildAsync(string project, CancellationToken cancel) =>
        Compiler.RunAsync(LabExecutable.Dotnet, ["build", project, "-c", "Release", "-v", "quiet", "-nologo"], cancel);

    /// <summary>The command that runs a project that was built.</summary>
    public static ChildProgram Run(string project, IReadOnlyList<string> arguments)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string output = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release");
        string program = Directory.EnumerateFiles(output, name + ".dll", SearchOption.AllDirectories)
            .Where(file => File.Exists(Path.ChangeExtension(file, ".runtimeconfig.json")))
            .MaxBy(File.GetLastWriteTimeUtc)
            ?? throw new BenchException($"There is no {name}.dll in {output}. Build it with: dotnet build -c Release");
        return new ChildProgram(LabExecutable.Dotnet, ["exec", program, .. arguments]);
    }
}
