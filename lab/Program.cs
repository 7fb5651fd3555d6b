using System.CommandLine;

namespace LearnLoadBalancer.Lab;

/// <summary>The lab: one command line over the tools that surround the course.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var root = new RootCommand("The lab of LearnLoadBalancer.");
        return root.Parse(args).InvokeAsync();
    }
}
