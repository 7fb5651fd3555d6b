using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Race;
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
        var requests = new Option<int>("--requests") { Description = "How many requests each scenario has.", DefaultValueFactory = _ => 20_000 };
        var scenario = new Option<string[]>("--scenario")
        {
            Description = $"Only these: {string.Join(", ", RaceScenarios.All.Select(one => one.Key))}.",
            AllowMultipleArgumentsPerToken = true,
        };
        var policy = new Option<string[]>("--policy")
        {
            Description = $"Only these: {string.Join(", ", Racer.All.Select(one => one.Policy.Name).Distinct())}.",
            AllowMultipleArgumentsPerToken = true,
        };
        var report = new Option<DirectoryInfo?>("--report") { Description = "Write index.html, with charts, into this folder." };
        var command = new Command("race", "Sends the same load through each policy of Level 4, in a simulation, and shows what becomes of it.")
        {
            seed, requests, scenario, policy, report,
        };
        requests.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < FewestRequests or > MostRequests)
            {
                result.AddError($"--requests must be from {FewestRequests} to {MostRequests}.");
            }
        });
        MustBeAmong(scenario, RaceScenarios.All.Select(one => one.Key));
        MustBeAmong(policy, Racer.All.Select(one => one.Policy.Name).Distinct());
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(seed),
            parsed.GetValue(requests),
            [.. RaceScenarios.All.Where(one => IsWanted(parsed.GetValue(scenario), one.Key))],
            [.. Racer.All.Where(one => IsWanted(parsed.GetValue(policy), one.Policy.Name))],
            parsed.GetValue(report)));
        return command;
    }

    private static async Task<int> RunAsync(int seed, int requests, RaceScenario[] scenarios, Racer[] racers, DirectoryInfo? folder)
    {
        using var stop = new StopSignal();
        try
        {
            RaceReport report = await Task.Run(() => RaceReport.Run(seed, requests, scenarios, racers, stop.Token));
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

            return 0;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped. Nothing was written.");
            return LevelHost.FailedToStart;
        }
    }

    private static bool IsWanted(string[]? chosen, string key) => chosen is not { Length: > 0 } || chosen.Contains(key);

    private static void MustBeAmong(Option<string[]> option, IEnumerable<string> keys) => option.Validators.Add(result =>
    {
        if (result.Tokens.FirstOrDefault(token => !keys.Contains(token.Value)) is { } unknown)
        {
            result.AddError($"{option.Name} '{unknown.Value}' is unknown. Choose from: {string.Join(", ", keys)}.");
        }
    });
}
