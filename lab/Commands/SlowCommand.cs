using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Bench;
using LearnLoadBalancer.Lab.Slow;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab slow</c>: thousands of clients that send a byte a second, and what Level 3 holds for them.</summary>
internal static class SlowCommand
{
    /// <summary>More threads than this, and they have to do with the clients.</summary>
    private const int ThreadsAllowed = 16;

    /// <summary>A connection's objects and its small buffer; with a body, the backend's connection and its buffers too.</summary>
    private const int KilobytesAllowed = 64;

    private const double Kilobyte = 1e3;
    private const double Megabyte = 1e6;

    public static Command Create()
    {
        var clients = new Option<int>("--clients") { Description = "How many slow clients.", DefaultValueFactory = _ => 10_000 };
        var seconds = new Option<int>("--seconds") { Description = "How long they are watched.", DefaultValueFactory = _ => 30 };
        var what = new Option<string>("--what")
        {
            Description = $"What they are slow with: {string.Join(", ", SlowKind.All.Select(kind => kind.Name))}.",
            DefaultValueFactory = _ => SlowKind.Heads.Name,
        };
        what.AcceptOnlyFromAmong([.. SlowKind.All.Select(kind => kind.Name)]);
        var command = new Command("slow", "Connects thousands of clients that send a byte a second to Level 3, and measures what they cost it and the others.")
        {
            clients, seconds, what,
        };
        foreach (Option<int> option in (Option<int>[])[clients, seconds])
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1)
                {
                    result.AddError($"{option.Name} must be 1 or more.");
                }
            });
        }

        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(clients),
            SlowKind.All.Single(kind => kind.Name == parsed.GetValue(what)),
            TimeSpan.FromSeconds(parsed.GetValue(seconds))));
        return command;
    }

    private static async Task<int> RunAsync(int clients, SlowKind kind, TimeSpan time)
    {
        using var stop = new StopSignal();
        try
        {
            await using SlowSession session = await SlowSession.StartAsync(stop.Token);
            SlowOutcome outcome = await session.RunAsync(clients, kind, time, stop.Token);
            return Report(outcome, clients, kind);
        }
        catch (Exception e) when (e is StartupException or BenchException)
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

    private static int Report(SlowOutcome outcome, int clients, SlowKind kind)
    {
        double kilobytes = (outcome.With.Memory - outcome.Before.Memory) / Kilobyte / clients;
        Console.WriteLine($"{clients} clients with slow {kind.Name}, a byte a second each. Level 3, Release build:");
        Console.WriteLine($"  without them: {Describe(outcome.Before)}");
        Console.WriteLine($"  with them:    {Describe(outcome.With)}");
        Console.WriteLine($"  {kilobytes:0.0} KB for each; {outcome.Answers} times one was answered, {outcome.Cut} times cut off; behind by {outcome.WorstDelay.TotalSeconds:0.0} s at worst");
        string[] broken =
        [
            .. outcome.Full ? ["Level 3 had no room for all of them: raise the limit of files (ulimit -n) to more than twice their number."] : (string[])[],
            .. outcome.With.Threads > outcome.Before.Threads + ThreadsAllowed ? ["They hold threads."] : (string[])[],
            .. kilobytes > KilobytesAllowed ? [$"They hold more than {KilobytesAllowed} KB each."] : (string[])[],
            .. outcome.With.Others.Errors > 0 ? [$"{outcome.With.Others.Errors} requests of the others had no answer."] : (string[])[],
        ];
        foreach (string complaint in broken)
        {
            Console.WriteLine($"  {complaint}");
        }

        return broken.Length == 0 ? 0 : 1;
    }

    private static string Describe(SlowPhase phase) =>
        $"{phase.Threads} threads, {phase.Memory / Megabyte:0.0} MB; the others: {phase.Others.Requests} answers, "
        + $"p50 {phase.Others.P50:0.00} ms, p99 {phase.Others.P99:0.00} ms, {phase.Others.Errors} without an answer";
}
