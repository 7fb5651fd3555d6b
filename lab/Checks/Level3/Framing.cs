using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>
/// What the client gets does not matter here: 400, a close, or a plain answer, if the program has read the
/// message in the one way that the RFC allows. What matters is what a backend gets: one request that can be
/// read in one way only, or none; and never the one that was hidden.
/// </remarks>
internal sealed class Framing : Check
{
    /// <summary>How long the program may take to say or do something at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long a hidden request has, after the answer, to turn up.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromMilliseconds(300);

    public override string Id => "framing";

    public override int Level => 3;

    public override int Order => 60;

    public override string Title => "No request can be smuggled past the balancer in another one's body";

    public override string Hint =>
        "Where a message ends must never be a matter of opinion. When the balancer goes by Content-Length and the backend by "
        + "Transfer-Encoding, what one takes for a body the other takes for a request: request smuggling. So be strict: both "
        + "fields, two lengths, a length that is not digits only, odd chunks, odd line ends: answer 400 and close. And write the "
        + "framing of what you send yourself, never pass it on.";

    public override string Chapter => Chapters.Level3("the-length-wins");

    public override IReadOnlyList<string> Needs => ["per-request"];

    public override async Task RunAsync(CheckContext context)
    {
        context.Step($"Send {FramingAttack.All.Count} odd messages, each on a connection of its own, with another request hidden in each");
        Task[] attacks = [.. FramingAttack.All.Select(attack => TryAsync(context, attack))];
        try
        {
            await Task.WhenAll(attacks);
        }
        catch (CheckFailedException)
        {
            context.Note = $"{attacks.Count(attack => attack.IsFaulted)} of {attacks.Length} got through";
            throw; // The first of them.
        }

        context.Step("Send a few honest requests");
        for (int i = 1; i <= 2 * context.Backends.All.Count; i++)
        {
            Exchange exchange = await context.Client.SendAsync(new RequestSpec { Close = false }, context.Stop);
            if (!exchange.IsGenuine)
            {
                throw new CheckFailedException("a backend's answer to each", $"{exchange.Describe()} to request {i}", exchange);
            }
        }
    }

    private static async Task TryAsync(CheckContext context, FramingAttack attack)
    {
        var bodyEnd = StreamEnd.Complete;
        RequestPlan plan = context.Client.Plan(async (connection, head, stop) =>
        {
            bodyEnd = await connection.SkipBodyAsync(head, stop);
            connection.MayBeKept = bodyEnd == StreamEnd.Complete;
            await connection.AnswerAsync("ok\n", stop);
        });
        RequestPlan hidden = context.Client.Plan();
        string authority = context.Client.Authority;
        string message = attack.Write($"/{plan.Token}", authority, $"GET /{hidden.Token} HTTP/1.1\r\nHost: {authority}\r\n\r\n");
        using ClientConnection client = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
        context.Session.Timeline.Add(Lane.Client, EventKind.Trouble, $"POST /{plan.Token}: {attack.Name}");
        await SendAsync(client, message, hidden, context.Stop);

        var evidence = new Evidence(
            Printable.Escape(Encoding.Latin1.GetBytes(message), message.Length),
            client.Reader.BytesReceived == 0 ? "(nothing)" : Printable.Escape(client.Reader.FirstBytes, client.Reader.BytesReceived),
            Curl: null);
        foreach (Arrival arrival in plan.Arrivals)
        {
            if (Ambiguity.In(arrival.Head) is { } ambiguity)
            {
                throw new CheckFailedException(
                    $"of a message with {attack.Name} one clear request at a backend, or none",
                    $"one that can be read in two ways: {ambiguity}",
                    evidence with { Received = Printable.Escape(arrival.Head.Raw, arrival.Head.Raw.Length, 1024) });
            }
        }

        if (bodyEnd == StreamEnd.Malformed)
        {
            throw new CheckFailedException($"of a message with {attack.Name} one clear request at a backend, or none", "one with chunks that can't be read", evidence);
        }

        if (hidden.Backend > 0)
        {
            throw new CheckFailedException(
                $"of a message with {attack.Name} no more than one request at a backend", $"the hidden one, too, at backend {hidden.Backend}", evidence);
        }
    }

    /// <summary>Sends, and waits until it is clear what becomes of it.</summary>
    private static async Task SendAsync(ClientConnection client, string message, RequestPlan hidden, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            await client.SendAsync(message, limit.Token);
            if (await client.Reader.ReadHeadAsync(limit.Token) is not null)
            {
                await Task.WhenAny(client.Reader.ReadToEndAsync(limit.Token), hidden.FirstArrival, Task.Delay(Aftermath, stop));
            }
        }
        catch (SocketException)
        {
            // It has closed on us. Good.
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It waits for more, and says nothing. Nothing wrong with that.
        }
    }
}
