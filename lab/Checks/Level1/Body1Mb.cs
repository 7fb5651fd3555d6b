using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class Body1Mb : Check
{
    private const int Megabyte = 1024 * 1024;

    public override string Id => "body-1mb";

    public override int Level => 1;

    public override int Order => 90;

    public override string Title => "A body of 1 MB arrives unchanged, up and down";

    public override string Hint => BodyTransfer.Hint;

    public override string Chapter => Chapters.Level1("bytes-not-text");

    public override IReadOnlyList<string> Needs => ["body-binary"];

    public override async Task RunAsync(CheckContext context)
    {
        int size = Megabyte + context.Random.Next(1, 1000);
        context.Step($"Upload {size:N0} random bytes");
        await BodyTransfer.UploadAsync(context, size, TimeSpan.FromSeconds(15));
        context.Step($"Download {size:N0} random bytes");
        await BodyTransfer.DownloadAsync(context, size, TimeSpan.FromSeconds(15));
    }
}
