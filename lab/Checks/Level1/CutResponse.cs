using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <summary>A response whose backend is gone before its end.</summary>
internal static class CutResponse
{
    /// <summary>Sends a GET, and wants the client to learn that the response is not whole.</summary>
    /// <param name="context">The check.</param>
    /// <param name="sent">What the backend sends of its response.</param>
    /// <param name="cut">How the backend goes.</param>
    /// <param name="close">Whether the client asks for its connection to be closed behind the response.</param>
    public static async Task RunAsync(CheckContext context, string sent, Action<BackendConnection> cut, bool close)
    {
        var spec = new RequestSpec
        {
            Close = close,
            Script = async (connection, _, stop) =>
            {
                connection.MayBeKept = false;
                await connection.SendAsync(sent, stop);
                cut(connection);
            },
        };
        Exchange exchange = await context.Client.SendAsync(spec, context.Stop);

        // A program that has not sent the head yet may still say 502.
        bool told = exchange.End is StreamEnd.Closed or StreamEnd.Reset || exchange.IsBadGateway;
        if (exchange.NotConnected is not null || !told)
        {
            throw new CheckFailedException(
                "the client's connection to end before the response is whole",
                exchange.IsComplete ? $"{exchange.Head!.FirstLine} with an end that looks clean, after {exchange.Body.Length:N0} bytes" : exchange.Describe(),
                exchange);
        }
    }
}
