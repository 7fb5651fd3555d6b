using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level4;

/// <summary>A request that its backend keeps until it is told to answer.</summary>
internal sealed class HeldRequest : IDisposable
{
    /// <summary>How long a request may take to a backend. Whoever serves only so many at a time keeps it for ever.</summary>
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _mayRespond = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ClientConnection _connection;
    private readonly Exchange _begun;

    private HeldRequest(ClientConnection connection, PolicyProgram program)
    {
        _connection = connection;
        RequestPlan plan = program.Client.Plan(async (backend, request, stop) =>
        {
            await backend.SkipBodyAsync(request, stop);
            await _mayRespond.Task.WaitAsync(stop);
            await backend.RespondAsync("late\n", stop);
        });
        _begun = program.Client.Begin(plan, new RequestSpec());
    }

    /// <summary>Where it is held.</summary>
    public int Backend => _begun.Backend;

    /// <summary>Sends it, and waits until a backend has it.</summary>
    public static async Task<HeldRequest> SendAsync(CheckContext context, PolicyProgram program)
    {
        var held = new HeldRequest(await ClientConnection.OpenAsync(program.Client.Address, context.Stop), program);
        try
        {
            await held._connection.SendAsync(held._begun.RequestHead, context.Stop);
            await held._begun.Plan.FirstArrival.WaitAsync(ArrivalLimit, context.Stop);
            return held;
        }
        catch (TimeoutException)
        {
            using (held)
            {
                var soon = new RequestSpec { Limit = TimeSpan.FromSeconds(1) };
                Exchange exchange = await program.Client.RunOnAsync(held._connection, held._begun, soon, held.ReadAsync, context.Stop);
                throw new CheckFailedException("the request at a backend, while others wait for their responses", exchange.Describe(), exchange);
            }
        }
        catch
        {
            held.Dispose(); // Nobody else has it yet.
            throw;
        }
    }

    /// <summary>Lets the backend answer, and reads that.</summary>
    public async Task FinishAsync(CheckContext context)
    {
        _mayRespond.TrySetResult();
        Exchange exchange = await ReadAsync(context.Stop);
        _connection.Dispose(); // As it has announced. A program may count it for in flight until then.
        if (!exchange.IsComplete || exchange.Status != 200)
        {
            throw new CheckFailedException("the response of the backend that took its time", exchange.Describe(), exchange);
        }
    }

    /// <summary>Leaves without waiting for the response, as a closed browser does: by a reset.</summary>
    public void Leave() => _connection.Reset();

    public void Dispose()
    {
        _mayRespond.TrySetResult();
        _connection.Dispose();
    }

    private Task<Exchange> ReadAsync(CancellationToken limit) => Client.ReadResponseAsync(_connection, _begun, "GET", sink: null, limit);
}
