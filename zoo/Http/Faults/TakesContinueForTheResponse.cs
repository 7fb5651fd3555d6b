namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>The first head that comes is the response, it believes. What comes behind a 100 is then the next client's.</summary>
internal sealed class TakesContinueForTheResponse(ZooSettings settings) : HttpBalancer(settings)
{
    protected override bool IsInterim(Head response) => false;

    /// <summary>Sends the whole body first, so that it is the same each time what the client gets to see: the 100, on a connection that stays.</summary>
    protected override async Task<Head?> AfterHeadAsync(HttpConnection backend, Request request, Head response)
    {
        if (base.IsInterim(response))
        {
            await request.Upload.EndAsync();
        }

        return response;
    }
}
