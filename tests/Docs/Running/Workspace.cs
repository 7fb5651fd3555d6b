using System.Diagnostics;

namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>
/// Where the commands of one chapter run: a copy of the repository's files in a folder of its own,
/// with stand-ins for a few commands in front of the real ones on the path.
/// </summary>
/// <remarks>The stand-ins are short scripts in tests/Docs/Shims; docs/writing.md tells what they change.</remarks>
internal sealed class Workspace : IDisposable
{
    private readonly CheckoutCopies _copies;
    private readonly CheckoutCopy _copy;
    private readonly DirectoryInfo _scriptFolder = Directory.CreateTempSubdirectory("learnloadbalancer-docs-");
    private int _scripts;

    public Workspace(CheckoutCopies copies)
    {
        _copies = copies;
        _copy = copies.Take();
        Ports = new PortMap();
        string shims = _scriptFolder.CreateSubdirectory("shims").FullName;
        foreach (string shim in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests", "Docs", "Shims")))
        {
            string target = Path.Combine(shims, Path.GetFileName(shim));
            File.Copy(shim, target);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        // …/tests/bin/Debug/net10.0/: the programs were built beside the tests, in the same way.
        string[] output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        Environment["DOCS_SHIMS"] = shims;
        Environment["DOCS_ROOT"] = RepositoryFiles.Root;
        Environment["DOCS_BUILT"] = Path.Combine("bin", output[^2], output[^1]);
        Environment["PATH"] = $"{shims}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}";
        foreach ((string documented, string free) in Ports.All)
        {
            Environment[$"DOCS_PORT_{documented}"] = free;
        }
    }

    /// <summary>The ports of this chapter.</summary>
    public PortMap Ports { get; }

    /// <summary>The copy's root, in which the commands begin.</summary>
    public string Home => _copy.Home;

    private Dictionary<string, string> Environment { get; } = [];

    /// <summary>Writes a command into a file that bash can read.</summary>
    public string Script(string command)
    {
        string path = Path.Combine(_scriptFolder.FullName, $"command-{Interlocked.Increment(ref _scripts)}.sh");
        File.WriteAllText(path, command + "\n");
        return path;
    }

    /// <summary>How to start bash here.</summary>
    public ProcessStartInfo Bash(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", arguments)
        {
            WorkingDirectory = Home,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        // What the developer has set for themselves must not change what the chapter shows.
        foreach (string name in new[] { "PORT", "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY" })
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    public void Dispose()
    {
        _scriptFolder.Delete(recursive: true);
        _copies.Return(_copy);
    }
}
