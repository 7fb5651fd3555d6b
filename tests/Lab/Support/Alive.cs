using System.Diagnostics;

namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>Whether processes run, also those that are no children of the test.</summary>
internal static class Alive
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

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

    /// <summary>Waits until none of them runs. The limit is only a guard.</summary>
    public static async Task AssertAllGoneAsync(IReadOnlyCollection<int> ids)
    {
        var clock = Stopwatch.StartNew();
        while (ids.Any(IsRunning) && clock.Elapsed < Limit)
        {
            await Task.Delay(10);
        }

        Assert.DoesNotContain(ids, IsRunning);
    }
}
