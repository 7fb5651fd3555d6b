using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>
/// What the client gets does not matter here: 400, a close, or a plain response, if the program has read the
/// message in the one way that the RFC allows. What matters is what a backend gets: one request that can be
/// read in one way only, or none; and never the one that was hidden. Silence tells nothing: the program may
/// still be at work, or have swallowed the message. So who was silent is asked again, alone and with more time.
/// </remarks>
internal sealed class Framing : Check
{
    /// <summary>How long the program may take to say or do something at all, while all messages come at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The same for a message that comes alone.</summary>
    private static readonly TimeSpan PatienceAlone = TimeSpan.FromSeconds(10);

    /// <summary>For the honest requests.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>How long a hidden request has, after the response, to turn up.</summary>
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

    public override TimeSpan Limit(TimeSpan grace) => Patience + (FramingAttack.All.Count * PatienceAlone) + Rest;

    public override async Task RunAsync(CheckContext context)
    {
        context.Step($"Send {FramingAttack.All.Count} odd messages, each on a connection of its own, with another request hidden in each");
        Task<bool>[] attacks = [.. FramingAttack.All.Select(attack => TryAsync(context, attack, Patience))];
        try
        {
            await Task.WhenAll(attacks);
        }
        catch (CheckFailedException)
        {
            context.Note = $"{attacks.Count(attack => attack.IsFaulted)} of {attacks.Length} got through";
            throw; // The first of them.
        }

        FramingAttack[] silent = await TryAloneAsync(context, [.. FramingAttack.All.Where((_, i) => !attacks[i].Result)]);
        await AskHonestlyAsync(context);
        if (silent.Length > 0)
        {
            throw new CannotTellException(
                $"To a message with {silent[0].Name} it said nothing for {PatienceAlone.TotalSeconds:0} s: no response, no end of the connection, no request at a backend."
                + (silent.Length > 1 ? $" And so to {silent.Length - 1} more." : "")
                + " It may wait for the rest of a message that it takes for a longer one. Answer 400 and close.");
        }
    }

    /// <summary>Tries those again that nothing was heard of, one after the other, and returns the ones that stay silent.</summary>
    private static async Task<FramingAttack[]> TryAloneAsync(CheckContext context, FramingAttack[] unheard)
    {
        var silent = new List<FramingAttack>();
        if (unheard.Length > 0)
        {
            context.Step($"Send those {unheard.Length} again that nothing became of, one after the other");
        }

        foreach (FramingAttack attack in unheard)
        {
            if (!await TryAsync(context, attack, PatienceAlone))
            {
                silent.Add(attack);
            }
        }

        return [.. silent];
    }

    private static async Task AskHonestlyAsync(CheckContext context)
    {
        context.Step("Send a few honest requests");
        for (int i = 1; i <= 2 * context.Backends.All.Count; i++)
        {
            Exchange exchange = await context.Client.SendAsync(new RequestSpec { Close = false }, context.Stop);
            if (!exchange.IsGenuine)
            {
                throw new CheckFailedException("a backend's response to each", $"{exchange.Describe()} to request {i}", exchange);
            }
        }
    }

    /// <summary>Tries one, and returns whether anything became of it: a response, an end, or a request at a backend.</summary>
    private static async Task<bool> TryAsync(CheckContext context, FramingAttack attack, TimeSpan patience)
    {
        var bodyEnd = StreamEnd.Complete;
        RequestPlan plan = context.Client.Plan(async (connection, head, stop) =>
        {
            bodyEnd = await connection.SkipBodyAsync(head, stop);
            connection.MayBeKept = bodyEnd == StreamEnd.Complete;
            await connection.RespondAsync("ok\n", stop);
        });
        RequestPlan hidden = context.Client.Plan();
        string authority = context.Client.Authority;
        string message = attack.Write($"/{plan.Token}", authority, $"GET /{hidden.Token} HTTP/1.1\r\nHost: {authority}\r\n\r\n");
        using ClientConnection client = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
        context.Session.Timeline.Add(Lane.Client, EventKind.Trouble, $"POST /{plan.Token}: {attack.Name}");
        bool heard = await SendAsync(client, message, hidden, patience, context.Stop);

        var evidence = new Evidence(
            Printable.Escape(Encoding.Latin1.GetBytes(message), message.Length),
            client.Reader.BytesReceived == 0 ? "(nothing)" : Printable.Escape(client.Reader.FirstBytes, client.Reader.BytesReceived),
            ByHand.Raw(context.Client, message));
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

        return heard || plan.Backend > 0;
    }

    /// <summary>Sends, and waits until it is clear what becomes of it.</summary>
    /// <returns>False when nothing came back: neither a byte nor an end.</returns>
    private static async Task<bool> SendAsync(
        ClientConnection client, string message, RequestPlan hidden, TimeSpan patience, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
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
            return true; // It has closed on us. Good.
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It says nothing more, or nothing at all.
        }

        return client.Reader.BytesReceived > 0 || client.Reader.End is not null;
    }
}
