using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Grading;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab grade level1 class/</c>: checks every program in a folder, one row each.</summary>
internal static class GradeCommand
{
    public static Command Create()
    {
        Argument<int> level = LevelArgument.Create();
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The folder that holds one folder for each program." };
        var run = new RunSettings();
        var cmd = new Option<string?>("--cmd")
        {
            Description = $"How a program is started, in its folder. One that has a {Submission.SettingsFile} ({{ \"cmd\": \"go run .\" }}) says it itself. "
                + $"Default: {Submission.DefaultCommand}.",
            HelpName = "command",
        };
        var json = new Option<FileInfo?>("--json") { Description = "Write all results to this file, as JSON.", HelpName = "file" };
        var csv = new Option<FileInfo?>("--csv") { Description = "Write all results to this file, for a spreadsheet.", HelpName = "file" };
        var report = new Option<DirectoryInfo?>("--report") { Description = "Write a report on each program into this folder: NAME/index.html, and index.html over all of them.", HelpName = "folder" };
        var command = new Command("grade", "Checks the programs of a class, one after the other: one row each.") { level, folder, cmd, json, csv, report };
        run.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(
            run.Read(parsed, parsed.GetValue(level)),
            parsed.GetValue(folder)!,
            parsed.GetValue(cmd),
            new GradeFiles(parsed.GetValue(json), parsed.GetValue(csv), parsed.GetValue(report))));
        return command;
    }

    private static async Task<int> RunAsync(
        RunOptions options, DirectoryInfo folder, string? command, GradeFiles files)
    {
        IReadOnlyList<Submission> submissions = folder.Exists ? Submission.FindIn(folder) : [];
        if (submissions.Count == 0)
        {
            await Console.Error.WriteLineAsync($"There is nothing to grade in '{folder}'. It should hold one folder for each program.");
            return ExitCodes.WrongUsage;
        }

        if (files.Complaint() is { } complaint)
        {
            await Console.Error.WriteLineAsync(complaint);
            return ExitCodes.WrongUsage;
        }

        Console.WriteLine($"{submissions.Count} programs, up to level {options.Level}, seed {options.Seed}");
        Console.WriteLine();
        Console.WriteLine(GradeLine.Header);
        using var stop = new StopSignal();
        var grader = new Grader(options, command)
        {
            CreateDisplay = submission => new GradeProgress(Console.Out, submission.Name, options.Select().Count, rewrites: !Console.IsOutputRedirected),
        };
        var grades = new List<Grade>();
        string? unwritten = null;
        foreach (Submission submission in submissions)
        {
            try
            {
                grades.Add(await grader.GradeAsync(submission, stop.Token));
            }
            catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
            {
                return ExitCodes.CouldNotTell; // Ctrl+C. The files hold those that are done.
            }

            Console.WriteLine(GradeLine.Write(grades[^1]));

            // After each: a night's work must not be lost with the last one.
            unwritten = await files.TryWriteAsync(options, grades);
            if (unwritten is not null)
            {
                await Console.Error.WriteLineAsync($"{unwritten} It is tried again after the next program.");
            }
        }

        if (unwritten is not null && await files.TryWriteAsync(options, grades) is { } lost)
        {
            await Console.Error.WriteLineAsync(lost);
        }

        Console.WriteLine();
        Console.WriteLine($"{grades.Count(grade => grade.Verdict == Verdict.Passed)} of {grades.Count} passed everything.");
        return grades.Exists(grade => grade.Verdict == Verdict.Failed) ? ExitCodes.SomeFailed
            : grades.Exists(grade => grade.Verdict == Verdict.CouldNotTell) ? ExitCodes.CouldNotTell
            : ExitCodes.AllPassed;
    }
}
