using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Processes;

/// <summary>The programs that tests start, found or asked for.</summary>
internal static class Programs
{
    /// <summary>A level, as its own process, out of the same build as the tests.</summary>
    /// <param name="level">1, 2, …</param>
    /// <param name="arguments">Its arguments, such as <c>--listen :0</c>.</param>
    public static ProgramStart Level(int level, params IReadOnlyList<string> arguments) =>
        new(LabExecutable.Dotnet, [Path.Combine(AppContext.BaseDirectory, $"LearnLoadBalancer.Level{level}.dll"), .. arguments]);

    /// <summary>Node.js with a script of <c>backends-node</c>, such as <c>server1.js</c>, or with any other by its full path.</summary>
    public static ProgramStart Node(string script, params IReadOnlyList<string> arguments) =>
        new(Find("node", "Install Node.js 18 or newer from https://nodejs.org or with the system's package manager."),
            [Path.Combine(Repository.NodeBackends, script), .. arguments]);

    public static ProgramStart Curl(params IReadOnlyList<string> arguments) =>
        new(Find("curl", "Install it with the system's package manager (on Debian and Ubuntu: sudo apt install curl)."), arguments);

    /// <summary>A command line, as typed into a terminal.</summary>
    /// <remarks>It may use all the other programs, so it is a failure here when one of them is missing.</remarks>
    public static ProgramStart Bash(string command)
    {
        _ = Curl();
        return new(Find("bash", "Install it with the system's package manager; on Windows it comes with Git for Windows."), "-c", command);
    }

    /// <summary>The full path of a program on the PATH. Without it the test fails, and says what to install.</summary>
    public static string Find(string name, string wayOut)
    {
        string? path = Executables.Find(name);
        if (path is null)
        {
            // No skipping: the documented outputs are either proved or they are not.
            Assert.Fail($"This test runs the real {name}, which is not on the PATH. {wayOut}");
        }

        return path;
    }
}
