using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Commands;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab;

/// <summary>The lab: one command line over the tools that surround the course.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => args switch
    {
        // The lab also plays some parts behind the scenes, see there.
        [GuardProgram.Command] => GuardProgram.RunAsync(Console.In),
        [LaunchProgram.Command, .. var program] when !OperatingSystem.IsWindows() => Task.FromResult(LaunchProgram.Run(program)),
        [BackendProgram.Command] => BackendProgram.RunAsync(),

        _ when Repository.Missing is { } missing => FailAsync(missing),

        _ => LabCommandLine.InvokeAsync(
            args,
            UpCommand.Create(),
            CheckCommand.Create(),
            GradeCommand.Create(),
            StartCommand.Create(),
            WatchCommand.Create(),
            SolutionCommand.Create(),
            BenchCommand.Create(),
            BenchPoliciesCommand.Create(),
            RaceCommand.Create(),
            FuzzCommand.Create(),
            DoctorCommand.Create()),
    };

    private static async Task<int> FailAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }
}
