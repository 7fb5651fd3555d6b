using LearnLoadBalancer.Tests.Docs.Running;

namespace LearnLoadBalancer.Tests.Docs;

public sealed class CheckoutCopyTests
{
    [Fact]
    public void CheckoutCopy_New_HoldsTheRepositorysFilesAndIsUntouched()
    {
        using var copy = new CheckoutCopy();

        Assert.Equal(RepositoryFiles.Enumerate(RepositoryFiles.Root).Order(), RepositoryFiles.Enumerate(copy.Home).Order());
        Assert.True(copy.IsUntouched);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("new")]
    [InlineData("beside")]
    [InlineData("folder")]
    [InlineData("deleted")]
    public void Return_CopyThatACommandChanged_DeletesIt(string change)
    {
        using var copies = new CheckoutCopies();
        CheckoutCopy copy = copies.Take();
        Change(change, copy.Home);

        copies.Return(copy);

        Assert.False(Directory.Exists(FolderOf(copy)));
    }

    [Fact]
    public void Return_UntouchedCopy_IsTakenAgainAndDeletedInTheEnd()
    {
        CheckoutCopy copy;
        using (var copies = new CheckoutCopies())
        {
            copy = copies.Take();
            copies.Return(copy);
            Assert.Same(copy, copies.Take());
            copies.Return(copy);
        }

        Assert.False(Directory.Exists(FolderOf(copy)));
    }

    private static string? FolderOf(CheckoutCopy copy) => Path.GetDirectoryName(copy.Home);

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
