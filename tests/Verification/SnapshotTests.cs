using System.Text;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Verification;

public sealed class SnapshotTests : IDisposable
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("snapshot-");
    private readonly Snapshot _snapshot;

    public SnapshotTests() => _snapshot = new Snapshot(_directory.FullName, "Class.Method");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Files_AreNamedAsVerifyNamesThem()
    {
        Assert.Equal(Path.Combine(_directory.FullName, "Class.Method.verified.txt"), _snapshot.VerifiedFile);
        Assert.Equal(Path.Combine(_directory.FullName, "Class.Method.received.txt"), _snapshot.ReceivedFile);
    }

    [Fact]
    public async Task Verify_NothingVerifiedYet_FailsAndLeavesTheReceivedText()
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => _snapshot.VerifyAsync("one\ntwo"));

        Assert.Contains("(there is none yet)", failure.Message, StringComparison.Ordinal);
        byte[] written = await File.ReadAllBytesAsync(_snapshot.ReceivedFile);
        Assert.Equal([.. Mark, .. "one\ntwo"u8], written);
        Assert.False(File.Exists(_snapshot.VerifiedFile));
    }

    [Fact]
    public async Task Verify_EmptyVerifiedFile_CountsAsNone()
    {
        await File.WriteAllBytesAsync(_snapshot.VerifiedFile, []);

        var failure = await Assert.ThrowsAsync<FailException>(() => _snapshot.VerifyAsync("text"));

        Assert.Contains("(there is none yet)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OtherText_FailsWithBothAndTheWayToAccept()
    {
        await File.WriteAllTextAsync(_snapshot.VerifiedFile, "old text");

        var failure = await Assert.ThrowsAsync<FailException>(() => _snapshot.VerifyAsync("new text"));

        Assert.Contains("old text", failure.Message, StringComparison.Ordinal);
        Assert.Contains("new text", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"mv \"{_snapshot.ReceivedFile}\" \"{_snapshot.VerifiedFile}\"", failure.Message, StringComparison.Ordinal);
        Assert.Equal("old text", await File.ReadAllTextAsync(_snapshot.VerifiedFile));
        Assert.Equal("new text", await File.ReadAllTextAsync(_snapshot.ReceivedFile));
    }

    [Fact]
    public async Task Verify_ReceivedFileMovedAsTheMessageSays_Passes()
    {
        await Assert.ThrowsAsync<FailException>(() => _snapshot.VerifyAsync("the três\r\nlines\n"));
        File.Move(_snapshot.ReceivedFile, _snapshot.VerifiedFile);

        await _snapshot.VerifyAsync("the três\r\nlines\n");
    }

    [Fact]
    public async Task Verify_SameText_DeletesTheReceivedFileOfAnEarlierRun()
    {
        await File.WriteAllTextAsync(_snapshot.VerifiedFile, "text");
        await File.WriteAllTextAsync(_snapshot.ReceivedFile, "stale");

        await _snapshot.VerifyAsync("text");

        Assert.False(File.Exists(_snapshot.ReceivedFile));
    }

    [Theory]
    [InlineData("a\nb", "a\nb", true)]
    [InlineData("a\r\nb", "a\nb", true)]
    [InlineData("a\nb", "a\r\nb", true)]
    [InlineData("a\nb\n", "a\nb", true)] // An editor has added a line end.
    [InlineData("a\nb\n\n", "a\nb", false)]
    [InlineData("a\nb", "a\nb\n", false)]
    [InlineData("a\nb", "a\nb ", false)]
    [InlineData("a\nb", "A\nb", false)]
    public async Task Verify_LineEnds_MatterAsLittleAsInVerify(string verified, string received, bool same)
    {
        foreach (bool mark in new[] { true, false })
        {
            await File.WriteAllTextAsync(_snapshot.VerifiedFile, verified, new UTF8Encoding(mark));

            if (same)
            {
                await _snapshot.VerifyAsync(received);
            }
            else
            {
                await Assert.ThrowsAsync<FailException>(() => _snapshot.VerifyAsync(received));
            }
        }
    }
}
