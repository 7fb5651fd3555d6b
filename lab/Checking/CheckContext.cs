using System.Globalization;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What a check works with: the client, the backends, and the words for what it finds.</summary>
internal sealed class CheckContext(Session session, Random random, Action<string> onStep, CancellationToken stop)
{
    /// <summary>
    /// Of its own: how many requests a check sends while it waits depends on the machine, and what it draws
    /// for itself, which backend to kill say, must not.
    /// </summary>
    private readonly Random _clientRandom = new(random.Next());

    private readonly List<string> _steps = [];
    private Client? _client;

    /// <summary>Random values, the same for the same seed, however busy the machine is.</summary>
    public Random Random => random;

    public Session Session => session;

    /// <summary>The backends, to be killed and started.</summary>
    public BackendFarm Backends => session.Farm;

    /// <summary>The client. The program must have been found to listen.</summary>
    public Client Client => _client ??= session.CreateClient(_clientRandom);

    /// <summary>How long the program has to notice that a backend died or came back.</summary>
    public TimeSpan Grace => session.Grace;

    /// <summary>The same in words.</summary>
    public string GraceText => string.Create(
        CultureInfo.InvariantCulture,
        $"{session.Grace.TotalSeconds:0.#} s ({session.Options.Interval.TotalSeconds:0.#} s from check to check, 2 s for a check, 3 s for good measure)");

    /// <summary>Cancelled when the check's time is up.</summary>
    public CancellationToken Stop => stop;

    /// <summary>The steps that were taken so far.</summary>
    public IReadOnlyList<string> Steps => _steps;

    /// <summary>A remark for the report.</summary>
    public string? Note { get; set; }

    /// <summary>Says what is done next, as an imperative sentence without a full stop.</summary>
    public void Step(string step)
    {
        _steps.Add(step);
        session.Timeline.Add(Lane.Client, EventKind.Step, step);
        onStep(step);
    }

    /// <summary>What the program balances. Found out when it is first asked for.</summary>
    public Task<BalancerKind> FindKindAsync()
    {
        if (session.Kind is null)
        {
            Step("Send bytes that are not HTTP, to see whether the program reads it");
        }

        return session.FindKindAsync(Client, stop);
    }

    /// <summary>Waits for a fact.</summary>
    /// <returns>False when it did not come true in time.</returns>
    public async Task<bool> WaitUntilAsync(Func<bool> fact, TimeSpan limit)
    {
        TimeSpan end = session.Timeline.Now + limit;
        while (!fact())
        {
            if (session.Timeline.Now > end)
            {
                return false;
            }

            await Task.Delay(20, stop);
        }

        return true;
    }
}
