using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;

namespace LearnLoadBalancer.Serving;

/// <summary>What a level does with one request: chooses a backend, tries it, and perhaps another.</summary>
/// <param name="client">Who asks. The head of the request is in its input, and has been read.</param>
/// <param name="exchange">The request.</param>
/// <param name="abort">The program ends now: give up what can be given up.</param>
/// <returns>What came of it. What the client is told about it, if anything, is the server's affair.</returns>
internal delegate ValueTask<ForwardResult> RequestHandler<in TExchange>(
    ClientConnection client, TExchange exchange, CancellationToken abort)
    where TExchange : Exchange;
