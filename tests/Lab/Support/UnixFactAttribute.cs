namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>A fact about signals and process groups, which Windows does not have.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no signals and no process groups.";
        }
    }
}
