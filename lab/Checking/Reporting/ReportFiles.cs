namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>Writes the reports that were asked for.</summary>
internal static class ReportFiles
{
    /// <summary>Finds out before the work begins whether its results can be written.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Complaint(DirectoryInfo? folder, params IEnumerable<FileInfo?> files)
    {
        FileSystemInfo? tried = folder;
        try
        {
            folder?.Create();
            foreach (FileInfo file in files.OfType<FileInfo>())
            {
                tried = file;
                file.Directory?.Create();
                bool isNew = !file.Exists;
                file.Open(FileMode.OpenOrCreate, FileAccess.Write).Dispose();
                if (isNew)
                {
                    file.Delete(); // Whoever stops the work leaves no empty file behind.
                }
            }

            return null;
        }
        catch (Exception e) when (IsAboutFiles(e))
        {
            return $"Can't write to '{tried}': {e.Message} Choose another place.";
        }
    }

    /// <summary>Files of a folder; none, when there is no folder.</summary>
    public static IEnumerable<FileInfo> In(DirectoryInfo? folder, params IEnumerable<string> names) =>
        folder is null ? [] : names.Select(name => new FileInfo(Path.Combine(folder.FullName, name)));

    /// <summary>What the file system may say, and is no mistake of ours.</summary>
    public static bool IsAboutFiles(Exception e) => e is IOException or UnauthorizedAccessException;

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
