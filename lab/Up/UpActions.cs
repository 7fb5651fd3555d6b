namespace LearnLoadBalancer.Lab.Up;

/// <summary>Does to the backends what the user asks, and says what came of it.</summary>
/// <param name="backends">All of them, in order.</param>
/// <param name="web">Reaches those that run.</param>
/// <param name="view">Is told.</param>
internal sealed class UpActions(IReadOnlyList<IService> backends, LocalWeb web, IUpView view)
{
    private readonly UpFault[] _faults = [.. backends.Select(_ => UpFault.None)];

    /// <summary>The name of a service at the beginning of a sentence.</summary>
    public static string Title(IService service) => char.ToUpperInvariant(service.Name[0]) + service.Name[1..];

    /// <summary>What was done to a backend since it was started. Any thread may ask.</summary>
    /// <param name="place">Which: 0 is the first.</param>
    public UpFault FaultOf(int place) => Volatile.Read(ref _faults[place]);

    /// <summary>Does it. One at a time.</summary>
    public Task DoAsync(UpRequest request, CancellationToken end)
    {
        int place = request.Backend - 1;
        bool runs = backends[place].IsRunning;
        return UpFault.Of(request.Verb) is { } fault ? SetFaultAsync(place, fault, end)
            : request.Verb == UpVerb.Start || (request.Verb == UpVerb.Toggle && !runs) ? StartAsync(place, end)
            : StopAsync(place);
    }

    private async Task StartAsync(int place, CancellationToken end)
    {
        IService backend = backends[place];
        if (backend.IsRunning)
        {
            view.Say($"{Title(backend)} runs already.");
            return;
        }

        try
        {
            Volatile.Write(ref _faults[place], UpFault.None); // It is another program then, and that is well.
            await backend.StartAsync(end);
            view.Say($"{Title(backend)} is started.");
        }
        catch (StartupException e)
        {
            view.Say(e.Message);
        }
    }

    private async Task StopAsync(int place)
    {
        IService backend = backends[place];
        if (!backend.IsRunning)
        {
            view.Say($"{Title(backend)} is stopped already.");
            return;
        }

        await backend.StopAsync();
        view.Say($"{Title(backend)} is stopped.");
    }

    private async Task SetFaultAsync(int place, UpFault fault, CancellationToken end)
    {
        IService backend = backends[place];
        if (!backend.IsRunning)
        {
            view.Say($"{Title(backend)} is stopped. Start it first: {place + 1}.");
        }
        else if (await web.SetFaultAsync(backend.Port, fault, end) is { } trouble)
        {
            view.Say($"{Title(backend)} did not take that ({trouble}). Stop it and start it again: {place + 1}, and {place + 1} again.");
        }
        else
        {
            Volatile.Write(ref _faults[place], fault);
            view.Say($"{Title(backend)} {fault.Sentence}.");
        }
    }
}
