using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>Who is in rotation: found out from outside, by asking until it is clear.</summary>
internal static class Rotation
{
    /// <summary>Between two questions, so that a wait of seconds is not a flood.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Once the time is up: a response that is none of a backend's, and took longer, says enough by itself.</summary>
    private static readonly TimeSpan SlowNo = TimeSpan.FromSeconds(1);

    /// <summary>Brings every backend back, and waits until the program uses all of them again.</summary>
    /// <exception cref="CannotTellException">It does not. That is for another check to complain of.</exception>
    public static async Task RestoreAsync(CheckContext context)
    {
        Session session = context.Session;
        await session.Farm.RestoreAsync();
        if (!session.IsDisturbed || session.Address is null)
        {
            return;
        }

        if (await WaitForAllAsync(context) is { } trouble)
        {
            session.NotBack = trouble;
            throw new CannotTellException(
                $"It needs every backend in rotation, and since an earlier check had them down they have not all come back: {trouble}.");
        }
    }

    /// <summary>Asks until all backends have answered, in as many requests as there are backends, twice.</summary>
    /// <returns>Null when they have; otherwise what the last requests got, once the time was up.</returns>
    public static async Task<string?> WaitForAllAsync(CheckContext context)
    {
        Session session = context.Session;
        int count = session.Farm.All.Count;
        var last = new Queue<Exchange>();
        TimeSpan end = session.Timeline.Now + session.Grace;
        int late = 0; // So many were asked after the end: on a busy machine only few were before.
        while (true)
        {
            late += session.Timeline.Now > end ? 1 : 0;
            last.Enqueue(await context.Client.GetAsync(context.Stop));
            while (last.Count > 2 * count)
            {
                last.Dequeue();
            }

            if (last.Count == 2 * count && last.All(exchange => exchange.IsGenuine)
                && last.Select(exchange => exchange.Backend).Distinct().Count() == count)
            {
                session.IsDisturbed = false;
                session.LeftOut = null;
                session.NotBack = null;
                return null;
            }

            // Whoever takes his time to say no would take a minute for a whole row.
            if (late >= 2 * count || (late > 0 && !last.Last().IsGenuine && last.Last().Took > SlowNo))
            {
                return $"the last requests got {Describe(last)}";
            }

            if (!last.Last().IsGenuine || last.Count == 2 * count)
            {
                await Task.Delay(Pause, context.Stop);
            }
        }
    }

    /// <summary>What a row of requests got, in short: <c>1 2 3 502</c>.</summary>
    public static string Describe(IEnumerable<Exchange> exchanges)
    {
        Exchange[] row = [.. exchanges];
        return row.Length > 1 && Array.TrueForAll(row, exchange => !exchange.IsComplete)
            ? $"nothing: none of the {row.Length} was answered"
            : string.Join(' ', row.Select(Word));
    }

    private static string Word(Exchange exchange) =>
        exchange.IsGenuine ? exchange.Backend.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : exchange.IsComplete ? exchange.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : "nothing";
}
