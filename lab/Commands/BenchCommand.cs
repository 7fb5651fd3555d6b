using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Bench;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Lab.Bench.Report;
using LearnLoadBalancer.Lab.Bench.Scenarios;
using LearnLoadBalancer.Lab.Processes;
using Spectre.Console;
using ReportFiles = LearnLoadBalancer.Lab.Checking.Reporting.ReportFiles; // It has an HtmlReport and a JsonReport of its own.

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab bench</c>: how fast the levels are, beside what else is installed.</summary>
internal static class BenchCommand
{
    private const int WidthOfFiles = 160;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each proxy is measured; the medians count.", DefaultValueFactory = _ => 3 };
        var seconds = new Option<double>("--seconds") { Description = "How long each measurement takes.", DefaultValueFactory = _ => 4 };
        var quick = new Option<bool>("--quick") { Description = "One round of a second each: to see that all works, not to compare." };
        var scenario = new Option<string[]>("--scenario")
        {
            Description = $"Only these: {string.Join(", ", ScenarioList.Keys)}.",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => OptionRules.NamesIn(result.Tokens),
        };
        var proxies = new Option<string[]>("--proxies")
        {
            Description = "Only these: direct, level1, level2, ..., nginx, haproxy, haproxy-tcp, go, yarp; level1-default is Level 1 without inline completions.",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => OptionRules.NamesIn(result.Tokens),
        };
        var idle = new Option<int>("--idle") { Description = "How many idle connections.", DefaultValueFactory = _ => 1000 };
        var rate = new Option<int>("--rate") { Description = "Requests per second at the fixed rate.", DefaultValueFactory = _ => 10_000 };
        var slow = new Option<int>("--slow") { Description = "How many clients send a byte a second.", DefaultValueFactory = _ => 1000 };
        var own = new Option<bool>("--own-tools") { Description = "The lab's own generator and backends, even where wrk and nginx are installed." };
        var json = new Option<FileInfo?>("--json") { Description = "Write all figures, of every round, to this file." };
        var report = new Option<DirectoryInfo?>("--report") { Description = "Write index.html, with charts, and bench.json into this folder." };
        var command = new Command("bench", "Measures the levels, and nginx, HAProxy and a relay in Go where they are installed, in one run.")
        {
            rounds, seconds, quick, scenario, proxies, idle, rate, slow, own, json, report,
        };
        OptionRules.MustBePositive(rounds);
        OptionRules.MustBePositive(idle);
        OptionRules.MustBePositive(rate);
        OptionRules.MustBePositive(slow);
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 3600))
            {
                result.AddError("--seconds must be more than 0, and 3600 at most.");
            }
        });
        OptionRules.MustBeAmong(scenario, () => ScenarioList.Keys);
        OptionRules.MustBeAmong(proxies, () => ProxyList.Keys);
        command.SetAction((parsed, _) =>
        {
            bool once = parsed.GetValue(quick);
            var options = new BenchOptions(
                once ? 1 : parsed.GetValue(rounds),
                TimeSpan.FromSeconds(once ? 1 : parsed.GetValue(seconds)),
                parsed.GetValue(scenario) ?? [],
                parsed.GetValue(proxies) ?? [],
                parsed.GetValue(idle),
                parsed.GetValue(rate),
                parsed.GetValue(slow),
                parsed.GetValue(own));
            return RunAsync(options, parsed.GetValue(json), parsed.GetValue(report));
        });
        return command;
    }

    private static async Task<int> RunAsync(BenchOptions options, FileInfo? json, DirectoryInfo? folder)
    {
        if (ReportFiles.Complaint(folder, [json, .. ReportFiles.In(folder, "bench.json", "index.html")]) is { } complaint)
        {
            await Console.Error.WriteLineAsync(complaint); // Now, and not after minutes of measuring.
            return LevelCommandLine.WrongUsage;
        }

        return await CommandRun.RunAsync(
            async stop =>
            {
                await using var guard = new ProcessGuard();
                BenchReport report = await new BenchRunner(options, guard, text => Console.Error.WriteLine(text)).RunAsync(stop);
                if (Console.IsOutputRedirected)
                {
                    AnsiConsole.Profile.Width = WidthOfFiles; // Else Spectre takes a file for a terminal of 80 columns.
                }

                new ConsoleReport(AnsiConsole.Console).Write(report);
                await WriteFilesAsync(report, json, folder);
                return 0;
            },
            "Stopped. Nothing was written.");
    }

    private static async Task WriteFilesAsync(BenchReport report, FileInfo? json, DirectoryInfo? folder)
    {
        if (json is not null)
        {
            await File.WriteAllTextAsync(json.FullName, JsonReport.Write(report));
        }

        if (folder is not null)
        {
            folder.Create();
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "bench.json"), JsonReport.Write(report));
            string page = Path.Combine(folder.FullName, "index.html");
            await File.WriteAllTextAsync(page, HtmlReport.Write(report));
            Console.WriteLine($"Report: {page}");
        }
    }
}
