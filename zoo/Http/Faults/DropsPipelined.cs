namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Takes what came with one read for one request, and throws the rest away.</summary>
internal sealed class DropsPipelined(ZooSettings settings) : HttpBalancer(settings)
{
    protected override async Task<Request?> ReadRequestAsync(MessageReader reader)
    {
        Request? request = await base.ReadRequestAsync(reader);
        if (request?.Body == Body.None)
        {
            reader.TakeBuffered();
        }

        return request;
    }
}
