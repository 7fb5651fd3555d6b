using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Live;
using LearnLoadBalancer.Lab.Race.Report;
using Spectre.Console;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab race</c>: the same load through each policy of Level 4, side by side.</summary>
internal static class RaceCommand
{
    private const int WidthOfFiles = 130;
    private const int FewestRequests = 1000;
    private const int MostRequests = 1_000_000;

    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Where the chance begins: the same seed gives the same figures.", DefaultValueFactory = _ => 1 };
        var requests = new Option<int>("--requests") { Description = "In the simulation: how many requests each scenario has.", DefaultValueFactory = _ => 20_000 };
        var scenario = new Option<string[]>("--scenario")
        {
            Description = $"Only these: {string.Join(", ", RaceScenarios.All.Select(one => one.Key))}.",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => OptionRules.NamesIn(result.Tokens),
        };
        var policy = new Option<string[]>("--policy")
        {
            Description = $"Only these: {string.Join(", ", Racer.All.Select(one => one.Policy.Name).Distinct())}.",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => OptionRules.NamesIn(result.Tokens),
        };
        var live = new Option<bool>("--live") { Description = "No simulation: Level 4 itself, on real sockets and in real time, on this machine. A scenario takes about a minute." };
        var seconds = new Option<int?>("--seconds") { Description = "With --live: how long the requests of each policy keep coming. Without it, as long as fits into that minute." };
        var report = new Option<DirectoryInfo?>("--report") { Description = "Write index.html, with charts, into this folder." };
        var command = new Command("race", "Sends the same load through each policy of Level 4, in a simulation or live, and shows what becomes of it.")
        {
            seed, requests, scenario, policy, live, seconds, report,
        };
        requests.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < FewestRequests or > MostRequests)
            {
                result.AddError($"--requests must be from {FewestRequests} to {MostRequests}.");
            }
        });
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > LiveLength.Most)
            {
                result.AddError($"--seconds must be from 1 to {LiveLength.Most}.");
            }
        });

        // An option that would do nothing was meant to do something.
        command.Validators.Add(result =>
        {
            bool isLive = result.GetValue(live);
            if (isLive && result.GetResult(requests) is { Implicit: false })
            {
                result.AddError("--requests does nothing with --live. Say how long it goes on, with --seconds.");
            }
            else if (!isLive && result.GetResult(seconds) is { Implicit: false })
            {
                result.AddError("--seconds does nothing without --live. Say how many requests there are, with --requests.");
            }
        });
        OptionRules.MustBeAmong(scenario, () => RaceScenarios.All.Select(one => one.Key));
        OptionRules.MustBeAmong(policy, () => Racer.All.Select(one => one.Policy.Name).Distinct());
        command.SetAction((parsed, _) =>
        {
            int from = parsed.GetValue(seed);
            RaceScenario[] scenarios = [.. RaceScenarios.All.Where(one => IsWanted(parsed.GetValue(scenario), one.Key))];
            Racer[] racers = [.. Racer.All.Where(one => IsWanted(parsed.GetValue(policy), one.Policy.Name))];
            return RunAsync(
                parsed.GetValue(live)
                    ? stop => new LiveRace(from, parsed.GetValue(seconds), Console.Error.WriteLine).RunAsync(scenarios, racers, stop)
                    : stop => Task.Run(() => RaceReport.Run(from, parsed.GetValue(requests), scenarios, racers, stop)),
                parsed.GetValue(report));
        });
        return command;
    }

    private static async Task<int> RunAsync(Func<CancellationToken, Task<RaceReport>> race, DirectoryInfo? folder)
    {
        if (ReportFiles.Complaint(folder, ReportFiles.In(folder, "index.html")) is { } complaint)
        {
            await Console.Error.WriteLineAsync(complaint); // Now, and not after minutes of racing.
            return LevelCommandLine.WrongUsage;
        }

        return await CommandRun.RunAsync(
            async stop =>
            {
                await ShowAsync(await race(stop), folder);
                return 0;
            },
            "Stopped. Nothing was written.");
    }

    private static async Task ShowAsync(RaceReport report, DirectoryInfo? folder)
    {
        IAnsiConsole console = LabConsole.Create();
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfFiles; // Else Spectre takes a file for a terminal of 80 columns.
        }

        new RaceTable(console).Write(report);
        if (folder is not null)
        {
            folder.Create();
            string page = Path.Combine(folder.FullName, "index.html");
            await File.WriteAllTextAsync(page, RacePage.Write(report));
            Console.WriteLine($"Report: {page}");
        }
    }

    private static bool IsWanted(string[]? chosen, string key) => chosen is not { Length: > 0 } || chosen.Contains(key);
}
