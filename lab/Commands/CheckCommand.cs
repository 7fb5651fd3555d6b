using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab check level2</c>: whether a load balancer does what the level promises, and if not, why.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Argument<int> level = LevelArgument.Create();
        var target = new TargetOptions();
        var run = new RunSettings();
        var json = new Option<FileInfo?>("--json") { Description = "Write a machine-readable report to this file.", HelpName = "file" };
        var report = new Option<DirectoryInfo?>("--report") { Description = "Write a report to look at into this folder: index.html.", HelpName = "folder" };
        var command = new Command("check", "Checks a load balancer, ours or anybody's, in any language: plays its clients and its backends, and says what is wrong and why.")
        {
            level,
            json,
            report,
        };
        target.AddTo(command);
        run.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed, parsed.GetValue(level), target, run, parsed.GetValue(json), parsed.GetValue(report)));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, int level, TargetOptions targetOptions, RunSettings run, FileInfo? json, DirectoryInfo? report)
    {
        if ((targetOptions.Complaint(parsed) ?? ReportFiles.Complaint(report, json)) is { } complaint)
        {
            await Console.Error.WriteLineAsync(complaint);
            return ExitCodes.WrongUsage;
        }

        RunOptions options = run.Read(parsed, level);
        using var stop = new StopSignal();
        RunDisplay display = RunDisplay.Create();
        RunReport result;
        try
        {
            result = await CheckRun.RunAsync(
                (guard, timeline) => targetOptions.Create(parsed, level, guard, timeline), options, display, stop.Token);
        }
        catch (StartupException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.CouldNotTell;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return ExitCodes.CouldNotTell; // Ctrl+C. What was started has been ended.
        }

        display.End(result);
        await ReportFiles.WriteAsync(result, json, report);
        return result.ExitCode;
    }
}
