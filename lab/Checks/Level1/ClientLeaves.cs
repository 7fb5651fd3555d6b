using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <remarks>
/// A program that reads HTTP need not look at its client while the backend is at work; HAProxy does not.
/// So there the second half is welcome, and the lack of it proves nothing.
/// </remarks>
internal sealed class ClientLeaves : Check
{
    private const int Clients = 10;

    /// <summary>How long the beginning of a response may take to the client. Who collects whole responses never sends it.</summary>
    private static readonly TimeSpan BeginLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long a request may take to a backend.</summary>
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(5);

    /// <summary>Enough that a program that collects a little before it sends on has sent something on.</summary>
    private static readonly string Begun = new('x', 128 * 1024);

    private static readonly Advice Refused = new(
        "This request never came to a backend, though all of them are up. What clients did before it must not count against the backends: has "
        + "the program marked them as dead, because a copy from or to them failed when the client left? Has it run out of threads, of places "
        + "in a pool, of file descriptors, which those who have left still hold?",
        Chapters.Level1("one-connections-trouble"));

    /// <summary>How long the program may take to let go. It need only notice.</summary>
    private static readonly TimeSpan LetGoLimit = TimeSpan.FromSeconds(10);

    public override string Id => "client-leaves";

    public override int Level => 1;

    public override int Order => 150;

    public override string Title => "When a client leaves, its backend's connection is freed";

    public override string Hint =>
        "Two connections belong to each client, and when one ends by a reset the other must be closed, too. Otherwise the "
        + "backend works on for nobody, and after some thousand clients the program has no file descriptors left. Does the "
        + "copy in one direction, when it fails, end the copy in the other? Is the backend's connection closed in a finally? "
        + "With threads: close() does not wake a thread that waits in recv() on that socket, shutdown() does.";

    public override string Chapter => Chapters.Level1("when-one-side-breaks");

    public override async Task RunAsync(CheckContext context)
    {
        BalancerKind kind = await context.FindKindAsync();
        CheckFailedException? held = await LeaveAsync(context, $"{Clients} clients begin to download; each leaves in the middle (reset)", begins: true, async (connection, _, stop) =>
        {
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Begun.Length:x}\r\n{Begun}\r\n", stop);
            while (true)
            {
                await connection.SendAsync("8\r\nand more\r\n", stop);
                await Task.Delay(20, stop);
            }
        });
        if (held is not null)
        {
            throw held;
        }

        held = await LeaveAsync(
            context,
            $"{Clients} clients send a request, whose backend takes its time, and leave before the response (reset)",
            begins: false,
            static (connection, _, stop) => connection.Reader.ReadToEndAsync(stop));
        if (held is not null)
        {
            throw kind == BalancerKind.Connections ? held : new CannotTellException(
                "This program reads HTTP. It lets go when a client leaves in the middle of a response, but not when one leaves "
                + "while the backend is still at work. Of such a program that is a choice: it looks again when there is a response.");
        }
    }

    /// <summary>Null when all connections were freed; otherwise the failure to be reported.</summary>
    private static async Task<CheckFailedException?> LeaveAsync(CheckContext context, string step, bool begins, BackendScript response)
    {
        context.Step(step);
        var freed = new List<Task>();
        bool began = begins;
        for (int i = 0; i < Clients; i++)
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            freed.Add(ended.Task);
            RequestPlan plan = context.Client.Plan(async (connection, head, stop) =>
            {
                connection.MayBeKept = false;
                try
                {
                    await response(connection, head, stop);
                }
                finally
                {
                    ended.TrySetResult();
                }
            });
            Exchange one = context.Client.Begin(plan, new RequestSpec());
            using ClientConnection client = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
            await client.SendAsync(one.RequestHead, context.Stop);
            begins = await AwaitAsync(client, plan, one, begins, context.Stop);
            client.Reset();
            context.Session.Timeline.Add(Lane.Client, EventKind.Trouble, $"GET /{plan.Token}: leaves");
        }

        context.Step("See at the backends whether their connections end");
        await context.WaitUntilAsync(() => freed.All(task => task.IsCompleted), LetGoLimit);
        int left = freed.Count(task => !task.IsCompleted);
        return left == 0 ? null : new CheckFailedException(
            $"all {Clients} connections at the backends to end within {LetGoLimit.TotalSeconds:0} s",
            $"{left} still open",
            ByHand.Leave(context.Client, Clients, began));
    }

    /// <summary>Waits until the request is at a backend, and the response has begun to come, if it is to do so.</summary>
    /// <returns>Whether it has: for others need not be waited then, if it has not.</returns>
    private static async Task<bool> AwaitAsync(ClientConnection client, RequestPlan plan, Exchange begun, bool begins, CancellationToken stop)
    {
        Task<HttpHead?> head = client.Reader.ReadHeadAsync(stop);
        await Task.WhenAny(head, plan.FirstArrival, Task.Delay(ArrivalLimit, stop));
        if (!plan.FirstArrival.IsCompleted)
        {
            string came = !head.IsCompleted ? $"nothing within {ArrivalLimit.TotalSeconds:0} s"
                : await head is { } refusal ? refusal.FirstLine
                : $"the end of the connection ({client.Reader.End})";
            throw new CheckFailedException("the request at a backend, though other clients have left before", came, begun) { Advice = Refused };
        }

        if (begins)
        {
            await Task.WhenAny(head, Task.Delay(BeginLimit, stop));
        }

        if (head.IsCompleted && await head is null)
        {
            throw new CheckFailedException("the request at a backend", $"the end of the connection ({client.Reader.End})", begun);
        }

        return head.IsCompletedSuccessfully;
    }
}
