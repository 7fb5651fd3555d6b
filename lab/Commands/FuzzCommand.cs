using System.CommandLine;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Fuzz;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab fuzz</c>: random requests, right and wrong, against a balancer that reads HTTP, for as long as you like.</summary>
internal static class FuzzCommand
{
    /// <summary>The first that reads HTTP. Those before it copy bytes, and promise nothing about requests.</summary>
    private const int FirstLevel = 3;

    public static Command Create()
    {
        Argument<int> level = LevelArgument.Create();
        level.Description = $"Which level of ours, if no other program is named: level{FirstLevel} to level{CheckCatalog.HighestLevel}.";
        level.Arity = ArgumentArity.ZeroOrOne;
        level.DefaultValueFactory = _ => FirstLevel;
        level.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is > 0 and < FirstLevel)
            {
                result.AddError($"Levels below level{FirstLevel} copy bytes and read no requests: there is nothing to fuzz. Choose from level{FirstLevel} to level{CheckCatalog.HighestLevel}.");
            }
        });
        var target = new TargetOptions();
        var seconds = new Option<int>("--seconds") { Description = "How long.", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = "Where the chance begins: the same seed plays the same cases.", DefaultValueFactory = _ => Random.Shared.Next() };
        var only = new Option<int?>("--case") { Description = "Play this case of the seed and no other." };
        var command = new Command("fuzz", "Sends random sequences of requests, and mutations of them, through a level or any other program that reads HTTP, and judges what comes out at both ends.")
        {
            level, seconds, seed, only,
        };
        OptionRules.MustBePositive(seconds);
        only.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 0)
            {
                result.AddError("--case must be 0 or more.");
            }
        });
        target.AddTo(command);
        command.SetAction((parsed, _) => target.Complaint(parsed) is { } complaint
            ? RefuseAsync(complaint)
            : RunAsync(
                (guard, timeline) => target.Create(parsed, parsed.GetValue(level), guard, timeline),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed), parsed.GetValue(only)));
        return command;
    }

    private static async Task<int> RefuseAsync(string complaint)
    {
        await Console.Error.WriteLineAsync(complaint);
        return ExitCodes.WrongUsage;
    }

    private static Task<int> RunAsync(Func<ProcessGuard, Timeline, ITarget> createTarget, TimeSpan time, int seed, int? only) => CommandRun.RunAsync(async stop =>
    {
        var timeline = new Timeline();
        await using var guard = new ProcessGuard();
        await using var session = new FuzzSession(createTarget(guard, timeline), timeline);
        await session.StartAsync(stop);
        FuzzOutcome outcome = await session.RunAsync(time, seed, only, stop);
        foreach (string broken in outcome.Broken)
        {
            await Console.Error.WriteLineAsync(broken);
        }

        await Console.Out.WriteLineAsync(
            $"Seed {seed}: {outcome.Cases} cases, {outcome.Requests} requests at the backend, {outcome.Broken.Count} broken promises.");
        if (outcome.BackendTrouble is { } trouble)
        {
            await Console.Error.WriteLineAsync($"The lab's own backend had to stop, and the run with it: {trouble}. What was broken last may be its doing.");
        }

        return outcome.Broken.Count == 0 && outcome.BackendTrouble is null ? 0 : 1;
    });
}
