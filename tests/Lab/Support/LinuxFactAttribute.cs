namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>A fact about Linux's /proc, or one that is looked up there.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Only Linux has /proc.";
        }
    }
}
