namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Does what a browser does with a redirect, as HTTP client libraries do unless told otherwise: the client gets another page.</summary>
internal sealed class FollowsRedirects(ZooSettings settings) : HttpBalancer(settings)
{
    protected override async Task<Head?> AfterHeadAsync(HttpConnection backend, Request request, Head response)
    {
        if (response.Words is not [_, ['3', _, _], ..] || response.Values("Location") is not [var location])
        {
            return response;
        }

        await BodyCopier.CopyAsync(backend.Reader, Body.OfResponse(response, request.Method), _ => Task.CompletedTask, CancellationToken.None);
        await BodyCopier.SendAsync(backend.Socket, new Head($"GET {location} HTTP/1.1\r\nHost: zoo\r\n\r\n").ToBytes());
        return await backend.Reader.ReadHeadAsync() is { } text ? new Head(text) : null;
    }
}
