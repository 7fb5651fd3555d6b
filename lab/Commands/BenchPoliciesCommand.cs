using System.CommandLine;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab bench-policies</c>: how long each policy of Level 4 takes for one pick.</summary>
internal static class BenchPoliciesCommand
{
    /// <summary>A project of its own, since BenchmarkDotNet is large and nothing else needs it.</summary>
    private static readonly string Project =
        Path.Combine(Repository.Root, "lab", "Bench", "policies", "LearnLoadBalancer.PickBench.csproj");

    public static Command Create()
    {
        var command = new Command(
            "bench-policies", "Measures, with BenchmarkDotNet, one pick of each policy of Level 4, alone and on all cores, and how long a new list takes to prepare. Takes some minutes.");
        command.SetAction((_, _) => RunAsync());
        return command;
    }

    private static Task<int> RunAsync() => CommandRun.RunAsync(async stop =>
    {
        await DotNet.BuildAsync(Project, stop);
        await using var guard = new ProcessGuard();
        await using ChildProcess bench = guard.Start(DotNet.Run(Project, []), line => Console.WriteLine(line.Text));
        return await bench.Exited.WaitAsync(stop);
    });
}
