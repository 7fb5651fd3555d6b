namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>The first head that comes is the response, it believes. What comes behind a 100 is then the next client's.</summary>
internal sealed class TakesContinueForTheResponse(ZooSettings settings) : HttpBalancer(settings)
{
    protected override bool IsInterim(Head response) => false;
}
