namespace LearnLoadBalancer.Lab.Doctor;

/// <summary>The programs that the course uses, and how to get each.</summary>
internal static class Tools
{
    public static Tool Sdk { get; } = new(".NET SDK", "dotnet", "--version", new Remedy(
        "sudo apt install dotnet-sdk-10.0 (Debian: add Microsoft's packages first, https://learn.microsoft.com/dotnet/core/install/linux-debian)",
        "brew install --cask dotnet-sdk",
        "winget install Microsoft.DotNet.SDK.10"))
    {
        AtLeast = new Version(10, 0),
    };

    public static Tool Node { get; } = new("Node.js", "node", "--version", new Remedy(
        "sudo apt install nodejs",
        "brew install node",
        "winget install OpenJS.NodeJS.LTS"))
    {
        AtLeast = new Version(18, 0),
    };

    public static Tool Curl { get; } = new("curl", "curl", "--version", new Remedy(
        "sudo apt install curl",
        "brew install curl",
        "winget install cURL.cURL"));

    /// <summary>What later levels measure with, and compare with.</summary>
    public static IReadOnlyList<Tool> ForLater { get; } =
    [
        new("wrk", "wrk", "--version", OnWindowsInWsl("wrk", "wrk")),
        new("nginx", "nginx", "-v", OnWindowsInWsl("nginx libnginx-mod-stream", "nginx")),
        new("HAProxy", "haproxy", "-v", OnWindowsInWsl("haproxy", "haproxy")),
        new("Go", "go", "version", new Remedy("sudo apt install golang-go", "brew install go", "winget install GoLang.Go")),
    ];

    private static Remedy OnWindowsInWsl(string debianPackages, string brewFormula) => new(
        $"sudo apt install {debianPackages}",
        $"brew install {brewFormula}",
        $"in the Linux of Windows (wsl --install): sudo apt install {debianPackages}");
}
