using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;

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
        command.SetAction((parsed, cancel) => RunAsync(parsed, parsed.GetValue(level), target, run, parsed.GetValue(json), parsed.GetValue(report), cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, int level, TargetOptions targetOptions, RunSettings run, FileInfo? json, DirectoryInfo? report, CancellationToken cancel)
    {
        if (targetOptions.Complaint(parsed) is { } complaint)
        {
            await Console.Error.WriteLineAsync(complaint);
            return ExitCodes.WrongUsage;
        }

        RunOptions options = run.Read(parsed, level);
        var timeline = new Timeline();
        await using var guard = new ProcessGuard();
        ITarget target;
        try
        {
            target = targetOptions.Create(parsed, level, guard, timeline);
        }
        catch (StartupException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.CouldNotTell;
        }

        await using var session = new Session(target, timeline, options);
        var output = new PlainReport(Console.Out);
        output.Begin(target.Name, options);
        RunReport result = await new CheckRunner(session, output).RunAsync(options.Select(), cancel);
        output.End(result);
        return result.ExitCode;
    }
}
