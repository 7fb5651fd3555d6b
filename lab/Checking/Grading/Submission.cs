using System.Text.Json;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>One program of a class: a folder with everything in it.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Folder">Its path. The command runs there.</param>
internal sealed record Submission(string Name, string Folder)
{
    /// <summary>A file in the folder may say how the program is started: <c>{ "cmd": "go run ." }</c>.</summary>
    public const string SettingsFile = "lab.json";

    /// <summary>How a program is started that does not say.</summary>
    public const string DefaultCommand = "dotnet run";

    /// <summary>All submissions in a folder, by name. Folders that begin with a dot are none.</summary>
    public static IReadOnlyList<Submission> FindIn(DirectoryInfo folder) =>
        [.. folder.EnumerateDirectories()
            .Where(one => !one.Name.StartsWith('.'))
            .OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => new Submission(one.Name, one.FullName))];

    /// <summary>How it is started: as its own file says; else as the teacher said; else <see cref="DefaultCommand"/>.</summary>
    /// <exception cref="StartupException">The file can't be read.</exception>
    public CommandTemplate FindCommand(string? otherwise)
    {
        string file = Path.Combine(Folder, SettingsFile);
        return new CommandTemplate(File.Exists(file) ? Read(file) : otherwise ?? DefaultCommand);
    }

    private static string Read(string file)
    {
        try
        {
            using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(file));
            if (settings.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("cmd", out JsonElement command) && command.ValueKind == JsonValueKind.String)
            {
                return command.GetString()!;
            }
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{SettingsFile} can't be read: {e.Message}", e);
        }

        throw new StartupException($"{SettingsFile} does not say how the program is started. Write it as {{ \"cmd\": \"go run .\" }}.");
    }
}
