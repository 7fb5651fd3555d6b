using System.Globalization;

namespace LearnLoadBalancer.Lab.Ports;

/// <summary>How a running process was started.</summary>
internal static class CommandLineOf
{
    /// <summary>The program and its arguments, or an empty string where the system does not tell.</summary>
    public static async Task<string> ProcessAsync(int id)
    {
        string text = id.ToString(CultureInfo.InvariantCulture);
        if (OperatingSystem.IsLinux())
        {
            try
            {
                return (await File.ReadAllTextAsync($"/proc/{text}/cmdline")).Replace('\0', ' ');
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return ""; // Ended meanwhile, or somebody else's.
            }
        }

        return OperatingSystem.IsWindows()
            ? await ToolOutput.OfAsync("powershell", "-NoProfile", "-Command", $"(Get-CimInstance Win32_Process -Filter 'ProcessId={text}').CommandLine")
            : await ToolOutput.OfAsync("ps", "-o", "command=", "-p", text);
    }
}
