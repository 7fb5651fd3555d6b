namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>A copy of the repository's files, in which the commands of a page can do what they want.</summary>
internal sealed class CheckoutCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learnloadbalancer-docs-");
    private readonly HashSet<Entry> _asCopied;

    public CheckoutCopy()
    {
        Home = Path.Combine(_folder.FullName, "LearnLoadBalancer");
        foreach (string file in RepositoryFiles.Enumerate(RepositoryFiles.Root))
        {
            string target = Path.Combine(Home, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(RepositoryFiles.Root, file), target);
        }

        _asCopied = [.. Entries()];
    }

    /// <summary>The copy's root.</summary>
    public string Home { get; }

    /// <summary>Whether everything in it, and beside it, is as it was copied.</summary>
    public bool IsUntouched => _asCopied.SetEquals(Entries());

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Everything in the folder, beside the copy too, with what a change would change.</summary>
    private IEnumerable<Entry> Entries() =>
        _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(entry => new Entry(
            entry.FullName, entry is FileInfo file ? file.Length : 0, entry.LastWriteTimeUtc));

    private readonly record struct Entry(string Path, long Length, DateTime Changed);
}
