namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>Writes the reports that were asked for.</summary>
internal static class ReportFiles
{
    /// <param name="report">The run.</param>
    /// <param name="json">The file of <c>--json</c>; null: not wanted.</param>
    /// <param name="folder">The folder of <c>--report</c>; null: not wanted.</param>
    public static async Task WriteAsync(RunReport report, FileInfo? json, DirectoryInfo? folder)
    {
        if (json is not null)
        {
            json.Directory?.Create();
            await File.WriteAllTextAsync(json.FullName, JsonReport.Write(report));
        }

        if (folder is not null)
        {
            folder.Create();
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.html"), HtmlReport.Write(report));
        }
    }
}
