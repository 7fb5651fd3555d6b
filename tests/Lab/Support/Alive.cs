using System.Diagnostics;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>Whether processes run, also those that are no children of the test.</summary>
internal static class Alive
{
    public static bool IsRunning(int id)
    {
        // A dead process whose new parent has not asked for its exit code yet is still listed, as a zombie.
        string stat = $"/proc/{id}/stat";
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // But so is one whose first thread has ended before the others, and they still hold its ports.
                string text = File.ReadAllText(stat);
                return text[text.LastIndexOf(')') + 2] is not ('Z' or 'X') || Directory.GetDirectories($"/proc/{id}/task").Length > 1;
            }

            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Waits until none of them runs.</summary>
    public static Task AssertAllGoneAsync(IReadOnlyCollection<int> ids) =>
        Eventually.TrueAsync(() => !ids.Any(IsRunning), $"processes {string.Join(", ", ids)} are gone");
}
