using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class Upload256Mb : Check
{
    public override string Id => "upload-256mb";

    public override int Level => 1;

    public override int Order => 100;

    public override string Title => "An upload of 256 MB arrives unchanged, and the program's memory stays small";

    public override string Hint => LargeBody.Hint;

    public override string Chapter => Chapters.Level1("read-everything-then-send");

    public override IReadOnlyList<string> Needs => ["body-1mb"];

    public override TimeSpan Limit(TimeSpan grace) => LargeBody.Limit + TimeSpan.FromSeconds(10);

    public override Task RunAsync(CheckContext context)
    {
        context.Step("Upload 256 MB of random bytes, and measure the program's memory all the time");
        return LargeBody.RunAsync(context, BodyTransfer.UploadAsync);
    }
}
