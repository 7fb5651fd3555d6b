using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class BodyBinary : Check
{
    public override string Id => "body-binary";

    public override int Level => 1;

    public override int Order => 80;

    public override string Title => "Binary bodies arrive unchanged, up and down";

    public override string Hint => BodyTransfer.Hint;

    public override string Chapter => Chapters.Level1("bytes-not-text");

    public override async Task RunAsync(CheckContext context)
    {
        int[] sizes = [1, 255, 1_023, 1_024, 4_095, 4_096, 4_097, context.Random.Next(5_000, 16_000)];
        foreach (int size in sizes)
        {
            context.Step($"Upload and download {size:N0} random bytes");
            await BodyTransfer.UploadAsync(context, size, TimeSpan.FromSeconds(10));
            await BodyTransfer.DownloadAsync(context, size, TimeSpan.FromSeconds(10));
        }
    }
}
