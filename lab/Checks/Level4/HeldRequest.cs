using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level4;

/// <summary>A request that its backend keeps until it is told to answer.</summary>
internal sealed class HeldRequest : IDisposable
{
    private readonly TaskCompletionSource _mayAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ClientConnection _connection;
    private readonly Exchange _begun;

    private HeldRequest(ClientConnection connection, PolicyProgram program)
    {
        _connection = connection;
        RequestPlan plan = program.Client.Plan(async (backend, request, stop) =>
        {
            await backend.SkipBodyAsync(request, stop);
            await _mayAnswer.Task.WaitAsync(stop);
            await backend.AnswerAsync("late\n", stop);
        });
        _begun = program.Client.Begin(plan, new RequestSpec());
    }

    /// <summary>Where it is held.</summary>
    public int Backend => _begun.Backend;

    /// <summary>Sends it, and waits until a backend has it.</summary>
    public static async Task<HeldRequest> SendAsync(CheckContext context, PolicyProgram program)
    {
        var held = new HeldRequest(await ClientConnection.OpenAsync(program.Client.Address, context.Stop), program);
        await held._connection.SendAsync(held._begun.RequestHead, context.Stop);
        await held._begun.Plan.FirstArrival.WaitAsync(context.Stop);
        return held;
    }

    /// <summary>Lets the backend answer, and reads that.</summary>
    public async Task FinishAsync(CheckContext context)
    {
        _mayAnswer.TrySetResult();
        Exchange exchange = await Client.ReadAnswerAsync(_connection, _begun, "GET", sink: null, context.Stop);
        if (!exchange.IsComplete || exchange.Status != 200)
        {
            throw new CheckFailedException("the answer of the backend that took its time", exchange.Describe(), exchange);
        }
    }

    /// <summary>Leaves without waiting for the answer, as a closed browser does: by a reset.</summary>
    public void Leave() => _connection.Reset();

    public void Dispose()
    {
        _mayAnswer.TrySetResult();
        _connection.Dispose();
    }
}
