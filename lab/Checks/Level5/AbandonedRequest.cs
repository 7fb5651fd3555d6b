using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <summary>A request whose client leaves, by a reset, while a backend keeps it.</summary>
internal sealed class AbandonedRequest : IDisposable
{
    /// <summary>How long a request may take to a backend.</summary>
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(10);

    private readonly ClientConnection _connection;
    private volatile bool _isOver;

    private AbandonedRequest(ClientConnection connection) => _connection = connection;

    /// <summary>Whether the program has given it up at its backend, too.</summary>
    public bool IsOver => _isOver;

    /// <summary>Sends it, and waits until a backend has it.</summary>
    public static async Task<AbandonedRequest> SendAsync(CheckContext context, PolicyProgram program)
    {
        var request = new AbandonedRequest(await ClientConnection.OpenAsync(program.Client.Address, context.Stop));
        try
        {
            RequestPlan plan = program.Client.Plan(request.KeepAsync);
            await request._connection.SendAsync(program.Client.Begin(plan, new RequestSpec()).RequestHead, context.Stop);
            await plan.FirstArrival.WaitAsync(ArrivalLimit, context.Stop);
            return request;
        }
        catch (TimeoutException)
        {
            request.Dispose();
            throw new CannotTellException($"A request came to no backend within {ArrivalLimit.TotalSeconds} s.");
        }
        catch
        {
            request.Dispose(); // Nobody else has it yet.
            throw;
        }
    }

    /// <summary>Leaves.</summary>
    public void Leave() => _connection.Reset();

    public void Dispose() => _connection.Dispose();

    private async Task KeepAsync(BackendConnection backend, HttpHead head, CancellationToken stop)
    {
        backend.MayBeKept = false;
        try
        {
            await backend.Reader.ReadToEndAsync(stop);
        }
        finally
        {
            _isOver = true;
        }
    }
}
