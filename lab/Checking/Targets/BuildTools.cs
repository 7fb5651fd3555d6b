namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>Commands that build a program before they run it. That takes a while, and the first time a long one.</summary>
internal static class BuildTools
{
    private static readonly string[] Starts = ["dotnet run", "dotnet watch", "go run", "cargo run", "mvn ", "gradle ", "./gradlew ", "./mvnw ", "make ", "zig build", "swift run"];

    /// <summary>Whether such a command stands in a line: at its beginning, or in a shell's script.</summary>
    public static bool Builds(string line) => Starts.Any(start => $" {line} ".Contains($" {start}", StringComparison.Ordinal)
        || line.Contains($"'{start}", StringComparison.Ordinal));
}
