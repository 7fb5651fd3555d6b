using System.CommandLine;
using LearnLoadBalancer.Lab.Commands;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab;

/// <summary>The lab: one command line over the tools that surround the course.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            // The lab also plays two parts behind the scenes, see there.
            case [GuardProgram.Command]:
                return await GuardProgram.RunAsync(Console.In);
            case [LaunchProgram.Command, .. var program] when !OperatingSystem.IsWindows():
                return LaunchProgram.Run(program);
        }

        var root = new RootCommand("The lab of LearnLoadBalancer.")
        {
            StartCommand.Create(),
            SolutionCommand.Create(),
        };
        return await root.Parse(args).InvokeAsync();
    }
}
