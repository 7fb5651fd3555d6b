using System.CommandLine;
using System.Net.Sockets;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Bench;
using LearnLoadBalancer.Lab.Bench.Slow;
using LearnLoadBalancer.Lab.Slow;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab slow</c>: thousands of clients that send a byte a second, and what Level 3 holds for them.</summary>
internal static class SlowCommand
{
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
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync(SlowTrouble.From(e).Message);
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
        Console.WriteLine($"{clients} clients with slow {kind.Name}, a byte a second each. Level 3, Release build:");
        Console.WriteLine($"  without them: {Describe(outcome.Before)}");
        Console.WriteLine($"  with them:    {Describe(outcome.With)}");
        Console.WriteLine(
            $"  {SlowVerdict.KilobytesEach(outcome, clients):0.0} KB for each; {outcome.Responses} times one was answered, {outcome.Cut} times cut off; "
            + $"{outcome.Connected} connected at the end; behind by {outcome.WorstDelay.TotalSeconds:0.0} s at worst");
        IReadOnlyList<string> broken = SlowVerdict.Complaints(outcome, clients, kind);
        foreach (string complaint in broken)
        {
            Console.WriteLine($"  {complaint}");
        }

        return broken.Count == 0 ? 0 : 1;
    }

    private static string Describe(SlowPhase phase) =>
        $"{phase.Threads} threads, {phase.Memory / Megabyte:0.0} MB; the others: {phase.Others.Requests} answers, "
        + $"p50 {phase.Others.P50:0.00} ms, p99 {phase.Others.P99:0.00} ms, {phase.Others.Errors} without a response";
}
