using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;
using LearnLoadBalancer.Zoo.Http;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level3;

public sealed class ChunkedTests
{
    /// <summary>Go's net/http has to: it forgets whether a chunked request had a length as well.</summary>
    [Fact]
    public async Task Chunked_ClosesBehindChunkedRequestsAndSaysSo_Passes()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("chunked", settings => new Closes(settings, says: true));

        Assert.True(outcome.Verdict == Verdict.Passed, $"{outcome.Verdict}: {outcome.Came} {outcome.Reason}");
        Assert.Equal("says Connection: close behind a chunked request", outcome.Note);
    }

    [Fact]
    public async Task Chunked_ClosesBehindChunkedRequestsWithoutAWord_Fails()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("chunked", settings => new Closes(settings, says: false));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
    }

    private sealed class Closes(ZooSettings settings, bool says) : HttpBalancer(settings)
    {
        protected override void PrepareResponse(Head response, Request request, Backend backend)
        {
            if (says && IsChunked(request))
            {
                response.Add("Connection", "close");
            }
        }

        protected override async Task<bool> ForwardToAsync(Backend? backend, HttpConnection client, Request request, CancellationToken abort) =>
            await base.ForwardToAsync(backend, client, request, abort) && !IsChunked(request);

        private static bool IsChunked(Request request) => request.Head.Says("Transfer-Encoding", "chunked");
    }
}
