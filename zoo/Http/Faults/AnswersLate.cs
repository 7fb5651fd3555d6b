namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Looks for the answer when the upload has ended, and not before.</summary>
internal sealed class AnswersLate(ZooSettings settings) : HttpBalancer(settings)
{
    protected override Task BeforeAnswerAsync(Task uploading) => uploading;
}
