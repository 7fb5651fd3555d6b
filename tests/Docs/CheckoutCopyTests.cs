using LearnLoadBalancer.Tests.Docs.Running;

namespace LearnLoadBalancer.Tests.Docs;

public sealed class CheckoutCopyTests
{
    [Fact]
    public void Take_Copy_HoldsTheRepositorysFilesAndIsUntouched()
    {
        using var copy = CheckoutCopy.Take();

        Assert.Equal(RepositoryFiles.Enumerate(RepositoryFiles.Root).Order(), RepositoryFiles.Enumerate(copy.Home).Order());
        Assert.True(copy.IsUntouched);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("new")]
    [InlineData("beside")]
    [InlineData("folder")]
    [InlineData("deleted")]
    public void Dispose_CopyThatACommandChanged_DeletesIt(string change)
    {
        string home;
        using (var copy = CheckoutCopy.Take())
        {
            home = copy.Home;
            Change(change, home);
            Assert.False(copy.IsUntouched);
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(home)));
    }

    private static void Change(string change, string home)
    {
        switch (change)
        {
            case "changed":
                string text = File.ReadAllText(Path.Combine(home, "README.md"));
                File.WriteAllText(Path.Combine(home, "README.md"), text.Replace('a', 'b')); // As long as it was.
                break;
            case "new":
                File.WriteAllText(Path.Combine(home, "docs", "new.md"), "");
                break;
            case "beside":
                File.WriteAllText(Path.Combine(home, "..", "beside.txt"), "");
                break;
            case "folder":
                Directory.CreateDirectory(Path.Combine(home, "folder"));
                break;
            case "deleted":
                File.Delete(Path.Combine(home, "README.md"));
                break;
        }
    }
}
