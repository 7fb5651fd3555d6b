using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class Even100 : Check
{
    public override string Id => "even-100";

    public override int Level => 1;

    public override int Order => 40;

    public override string Title => "A hundred clients at once are spread evenly";

    public override string Hint => EvenSplit.Hint;

    public override string Chapter => Chapters.Level1("an-index-without-a-lock");

    public override IReadOnlyList<string> Needs => ["nine-in-order"];

    public override TimeSpan Limit(TimeSpan grace) => EvenSplit.Limit;

    public override Task RunAsync(CheckContext context) => EvenSplit.RunAsync(context, 100);
}
