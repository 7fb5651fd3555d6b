using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Lab.Watching;
using LearnLoadBalancer.Tests.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Watching;

[StartsPrograms]
public sealed class GitSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KeepAsync_FolderInGit_KeepsWhatGitTracksOrWould()
    {
        await ToolOutput.OfAsync("git", "-C", _folder.Path, "init");
        Write(".gitignore", "state/\n*.cache\n");
        Write("lb [1].py", "");
        Write("lb.cache", "");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "state"));
        Write("state/now.json", "");

        Assert.Equal(["lb [1].py"], await GitSources.KeepAsync(_folder.Path, ["lb.cache", "lb [1].py", Path.Combine("state", "now.json"), "gone.py"]));
    }

    [Fact]
    public async Task KeepAsync_FolderOutsideOfGit_KeepsAll() =>
        Assert.Equal(["lb.cache", "lb.py"], await GitSources.KeepAsync(_folder.Path, ["lb.cache", "lb.py"]));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.Path, name), text);
}
