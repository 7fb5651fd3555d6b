using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checking.Farm;

/// <summary>The backends that the checker plays, and the requests that it expects at them.</summary>
internal sealed partial class BackendFarm : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RequestPlan> _plans = new();

    public BackendFarm(IReadOnlyList<int> ports, Timeline timeline) =>
        All = [.. ports.Select((port, i) => new ScriptedBackend(i + 1, port, this, timeline))];

    /// <summary>The backends in the order in which the program under test has them.</summary>
    public IReadOnlyList<ScriptedBackend> All { get; }

    /// <summary>The backend with this number, from 1.</summary>
    public ScriptedBackend this[int number] => All[number - 1];

    /// <summary>True when every backend is there and answers.</summary>
    public bool IsUp => All.All(backend => backend.State == BackendState.Up);

    /// <summary>How many connections the program under test has open to backends.</summary>
    public int ConnectionCount => All.Sum(backend => backend.ConnectionCount);

    /// <summary>Announces a request.</summary>
    public RequestPlan Expect(string token, string secret, BackendScript? script)
    {
        var plan = new RequestPlan(token, secret, script);
        _plans[token] = plan;
        return plan;
    }

    /// <summary>Starts, or mends, all that are not up.</summary>
    public async Task RestoreAsync()
    {
        foreach (ScriptedBackend backend in All)
        {
            backend.OnCheck = null;
            switch (backend.State)
            {
                case BackendState.Silent:
                    backend.Speak();
                    break;
                case BackendState.Hanging:
                    await backend.KillAsync();
                    backend.Start();
                    break;
                case BackendState.Down:
                    backend.Start();
                    break;
            }
        }
    }

    /// <summary>Kills all of them.</summary>
    public async Task KillAllAsync()
    {
        foreach (ScriptedBackend backend in All)
        {
            await backend.KillAsync();
        }
    }

    /// <summary>
    /// The plan of a request that has arrived. Null: it is not one of ours. In what is no request at all the
    /// name may stand anywhere: a piece of one that was cut in the wrong place.
    /// </summary>
    public RequestPlan? PlanFor(HttpHead request) =>
        TokenForm().Match(request.IsHttp ? request.FirstLine : Encoding.Latin1.GetString(request.Raw)) is { Success: true } match ? _plans.GetValueOrDefault(match.Value) : null;

    /// <summary>What a backend does without a script, also for health checks: it answers as those of the course do.</summary>
    public async Task RespondAsync(BackendConnection connection, HttpHead request, CancellationToken stop)
    {
        if (await connection.SkipBodyAsync(request, stop) != StreamEnd.Complete)
        {
            connection.MayBeKept = false;
            return;
        }

        RequestPlan? plan = PlanFor(request);
        string body = plan?.BodyFrom(connection.Backend) ?? $"Response from Backend Server {connection.Backend}\n";
        await connection.RespondAsync(body, stop, fields: connection.MayBeKept ? "" : "Connection: close\r\n");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ScriptedBackend backend in All)
        {
            await backend.DisposeAsync();
        }
    }

    [GeneratedRegex("llb-[0-9a-f]{12}")]
    private static partial Regex TokenForm();
}
