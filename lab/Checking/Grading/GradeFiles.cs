using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>The files that a grading writes. Null: not wanted.</summary>
internal sealed record GradeFiles(FileInfo? Json, FileInfo? Csv, DirectoryInfo? Report)
{
    /// <summary>Finds out before the work begins whether they can be written.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Complaint() => ReportFiles.Complaint(Report, Json, Csv);

    /// <summary>Writes what is known by now. The last of the grades is new.</summary>
    /// <returns>Null when it is written; otherwise why not. A spreadsheet that is open, say, must not end a night's work.</returns>
    public async Task<string?> TryWriteAsync(RunOptions options, IReadOnlyList<Grade> grades)
    {
        try
        {
            await WriteAsync(options, grades);
            return null;
        }
        catch (Exception e) when (ReportFiles.IsAboutFiles(e))
        {
            return $"Can't write the results: {e.Message}";
        }
    }

    private async Task WriteAsync(RunOptions options, IReadOnlyList<Grade> grades)
    {
        if (Json is not null)
        {
            Json.Directory?.Create();
            await File.WriteAllTextAsync(Json.FullName, JsonReport.Write(JsonGrades.From(options, grades)));
        }

        if (Csv is not null)
        {
            Csv.Directory?.Create();
            await File.WriteAllTextAsync(Csv.FullName, GradeCsv.Write(grades, options.Select()));
        }

        if (Report is not null)
        {
            Report.Create();
            await File.WriteAllTextAsync(Path.Combine(Report.FullName, "index.html"), GradeIndex.Write(options, grades));
        }

        if (Report is not null && grades[^1] is { Report: { } run, Submission: var submission })
        {
            await ReportFiles.WriteAsync(run, json: null, Report.CreateSubdirectory(submission.Name));
        }
    }
}
