using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <summary>Requests, one after the other, and backends that may fail them all with a 503.</summary>
internal sealed class Traffic(CheckContext context, PolicyProgram program)
{
    /// <summary>So many in a row come to each of three backends twice. One that gets none of them is left out.</summary>
    public const int TwoTurns = 6;

    /// <summary>The backends that fail their requests. Not to be changed while one is under way.</summary>
    public HashSet<int> Failing { get; } = [];

    /// <summary>Of the program's.</summary>
    public Client Client => program.Client;

    /// <summary>Sends one, to which a backend must respond, well or not.</summary>
    /// <param name="expected">What is said when none does.</param>
    public async Task<Exchange> SendAsync(string expected = "a backend's response")
    {
        Exchange exchange = await Client.SendAsync(new RequestSpec { Script = RespondAsync }, context.Stop);
        return exchange.IsComplete && exchange.Backend > 0 ? exchange : throw new CheckFailedException(expected, exchange.Describe(), exchange);
    }

    /// <summary>Sends so many.</summary>
    /// <returns>The backends that got some of them.</returns>
    public async Task<HashSet<int>> SendAsync(int count, string expected = "a backend's response")
    {
        var reached = new HashSet<int>();
        for (int i = 0; i < count; i++)
        {
            Exchange exchange = await SendAsync(expected);
            reached.UnionWith(exchange.Plan.Arrivals.Select(arrival => arrival.Backend));
        }

        return reached;
    }

    /// <summary>Sends until a backend gets one, or gets none of two turns.</summary>
    /// <param name="backend">Which.</param>
    /// <param name="used">Whether it should be used.</param>
    /// <param name="limit">For how long.</param>
    /// <returns>False when it was not so until the end.</returns>
    public async Task<bool> WaitUntilAsync(int backend, bool used, TimeSpan limit)
    {
        TimeSpan end = context.Session.Timeline.Now + limit;
        bool late;
        do
        {
            late = context.Session.Timeline.Now > end; // Asked before they are sent: then they may take as long as they like.
            if ((await SendAsync(TwoTurns)).Contains(backend) == used)
            {
                return true;
            }

            await Task.Delay(20, context.Stop);
        }
        while (!late);
        return false;
    }

    /// <summary>Whether the request came to that backend, be it that it went on to another.</summary>
    public static bool Reached(Exchange exchange, int backend) => exchange.Plan.Arrivals.Any(arrival => arrival.Backend == backend);

    private async Task RespondAsync(BackendConnection connection, HttpHead request, CancellationToken stop)
    {
        if (!Failing.Contains(connection.Backend))
        {
            await context.Backends.RespondAsync(connection, request, stop);
            return;
        }

        await connection.SkipBodyAsync(request, stop);
        await connection.RespondAsync("not now\n", stop, HealthPage.Ill);
    }
}
