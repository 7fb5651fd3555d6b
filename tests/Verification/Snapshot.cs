using System.Text;

namespace LearnLoadBalancer.Tests.Verification;

/// <summary>One verified text, in a file: <c>Name.verified.txt</c>.</summary>
/// <remarks>
/// What is mirrored of the real library, so that both agree on every file:
/// text files are UTF-8 with a byte order mark and have line feeds as line ends (its docs, encoding.md and
/// newline-tolerance.md); the received text is brought to line feeds before it is compared, and so is the
/// verified one; one line feed at the end of the verified text, such as an editor adds, is forgiven; an
/// empty verified file counts as none (its Comparer, version 19); a received file from an earlier run
/// is deleted first.
/// </remarks>
internal sealed class Snapshot(string directory, string name)
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>The text that a person has verified. It is committed.</summary>
    public string VerifiedFile { get; } = Path.Combine(directory, $"{name}.verified.txt");

    /// <summary>The text that came instead. It is there after a failure only, and never committed.</summary>
    public string ReceivedFile { get; } = Path.Combine(directory, $"{name}.received.txt");

    /// <summary>Compares, and fails with what to do when the two differ.</summary>
    public async Task VerifyAsync(string text)
    {
        File.Delete(ReceivedFile);
        string received = WithLineFeeds(text);
        string? verified = await ReadVerifiedAsync();
        if (received == verified || received + "\n" == verified)
        {
            return;
        }

        await File.WriteAllTextAsync(ReceivedFile, received, Encoding);
        Assert.Fail(Explain(received, verified));
    }

    private async Task<string?> ReadVerifiedAsync() =>
        new FileInfo(VerifiedFile) is { Exists: true, Length: > 0 }
            ? WithLineFeeds(await File.ReadAllTextAsync(VerifiedFile, Encoding))
            : null;

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');

    private string Explain(string received, string? verified) =>
        $"""
        {(verified is null ? "New" : "NotEqual")}: {name} in {directory}

        Received: {Path.GetFileName(ReceivedFile)}
        {received}

        Verified: {Path.GetFileName(VerifiedFile)}
        {verified ?? "(there is none yet)"}

        If the received text is right, accept it, and commit it with the change that caused it:
        mv "{ReceivedFile}" "{VerifiedFile}"
        """;
}
