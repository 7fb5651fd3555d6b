using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Fuzz;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab fuzz</c>: random requests, right and wrong, against Level 3, for as long as you like.</summary>
internal static class FuzzCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long.", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = "Where the chance begins: the same seed plays the same cases.", DefaultValueFactory = _ => Random.Shared.Next() };
        var only = new Option<int?>("--case") { Description = "Play this case of the seed and no other." };
        var command = new Command("fuzz", "Sends random sequences of requests, and mutations of them, through Level 3, and judges what comes out at both ends.")
        {
            seconds, seed, only,
        };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--seconds must be 1 or more.");
            }
        });
        only.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 0)
            {
                result.AddError("--case must be 0 or more.");
            }
        });
        command.SetAction((parsed, _) => RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed), parsed.GetValue(only)));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan time, int seed, int? only)
    {
        using var stop = new StopSignal();
        try
        {
            await using var session = await FuzzSession.StartAsync(stop.Token);
            FuzzOutcome outcome = await session.RunAsync(time, seed, only, stop.Token);
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
        }
        catch (StartupException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return LevelHost.FailedToStart;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return LevelHost.FailedToStart;
        }
    }
}
