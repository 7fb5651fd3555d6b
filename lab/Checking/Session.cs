using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What all checks of a run have in common: the program, the backends, and what is known of them.</summary>
/// <param name="target">The program under test.</param>
/// <param name="timeline">Where everything is written down.</param>
/// <param name="options">How to check.</param>
internal sealed class Session(ITarget target, Timeline timeline, RunOptions options) : IAsyncDisposable
{
    /// <summary>The time limit of a health check in the course: the dial's 2 seconds.</summary>
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(2);

    /// <summary>What we grant a busy machine on top.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Who neither passes on what is not HTTP nor answers it by then reads HTTP, and waits for more. All others
    /// end the waiting at once, so it may be long: on a busy machine a short one takes the slow for readers.
    /// </summary>
    private static readonly TimeSpan MuteLimit = TimeSpan.FromSeconds(15);

    /// <summary>What a backend has said takes no longer to us.</summary>
    private static readonly TimeSpan HeardLimit = TimeSpan.FromSeconds(2);

    public ITarget Target => target;

    /// <summary>The program once more, as a check has started it for itself. Null: it has not.</summary>
    public ITarget? Variant { get; set; }

    /// <summary>The one whose output a report shows.</summary>
    public ITarget Watched => Variant ?? target;

    public Timeline Timeline => timeline;

    public RunOptions Options => options;

    public BackendFarm Farm { get; } = new(target.BackendPorts, timeline);

    /// <summary>How long the program has to notice that a backend died or came back.</summary>
    public TimeSpan Grace => options.Interval + DialLimit + Slack;

    /// <summary>Where the program turned out to listen. Null: it does not.</summary>
    public IPEndPoint? Address { get; set; }

    /// <summary>What it balances. Null: not found out yet.</summary>
    public BalancerKind? Kind { get; private set; }

    /// <summary>The first requests of all, sent the moment the program listened.</summary>
    public IReadOnlyList<Exchange> FirstExchanges { get; set; } = [];

    /// <summary>True when backends were down or misbehaved since the program was last seen to use all of them.</summary>
    public bool IsDisturbed { get; set; }

    /// <summary>The dead backend that the program is known to leave out. Null: none.</summary>
    public int? LeftOut { get; set; }

    /// <summary>What requests got instead, when backends that were up again did not come back into rotation. Null: they did, up to now.</summary>
    public string? NotBack { get; set; }

    /// <summary>What the program printed when all backends were down for the first time. Null: that has not been.</summary>
    public OutageWords? FirstOutage { get; set; }

    /// <summary>A client with random values of its own, the same for the same seed.</summary>
    public Client CreateClient(Random random) =>
        new(Address!, target.IsStarted ? ListenerSearch.NameOf(Address!) : target.Host, Farm, timeline, random);

    /// <summary>Finds out what the program balances, once.</summary>
    public async Task<BalancerKind> FindKindAsync(Client client, CancellationToken cancel)
    {
        if (Kind is null)
        {
            // Bytes that no HTTP reader lets pass. When a backend gets to see them, nobody read them.
            RequestPlan plan = client.Plan(static (connection, _, stop) => connection.SendAsync("\u0001\u0002 heard\r\n\r\n", stop));
            using ClientConnection connection = await ClientConnection.OpenAsync(client.Address, cancel);
            try
            {
                await connection.SendAsync(Encoding.Latin1.GetBytes($"\u0001\u0002 this is not HTTP {plan.Token}\r\n\r\n"), cancel);
                Task heard = connection.Reader.ReadHeadAsync(cancel);
                await Task.WhenAny(plan.FirstArrival, heard, Task.Delay(MuteLimit, cancel));

                // Who hangs up with something unread resets the connection. That is the affair of checks that say so.
                await Task.WhenAny(heard, Task.Delay(HeardLimit, cancel));
            }
            catch (SocketException)
            {
                // Reset at once: that, too, is a response to bytes that are not HTTP.
            }

            Kind = plan.FirstArrival.IsCompleted ? BalancerKind.Connections : BalancerKind.Requests;
        }

        return Kind.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await target.DisposeAsync();
        await Farm.DisposeAsync();
    }
}
