using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class Even1000 : Check
{
    public override string Id => "even-1000";

    public override int Level => 1;

    public override int Order => 50;

    public override string Title => "A thousand clients at once are spread evenly";

    public override string Hint => EvenSplit.Hint;

    public override string Chapter => Chapters.Level1("an-index-without-a-lock");

    public override IReadOnlyList<string> Needs => ["even-100"];

    public override TimeSpan Limit(TimeSpan grace) => EvenSplit.Limit;

    public override Task RunAsync(CheckContext context) => EvenSplit.RunAsync(context, 1000);
}
