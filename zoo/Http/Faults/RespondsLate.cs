namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Looks for the response when the upload has ended, and not before.</summary>
internal sealed class RespondsLate(ZooSettings settings) : HttpBalancer(settings)
{
    protected override Task BeforeResponseAsync(Task uploading) => uploading;
}
