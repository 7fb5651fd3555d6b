namespace LearnLoadBalancer.Lab.Up;

/// <summary>A service at one moment.</summary>
/// <param name="Name">What it is called on the screen.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="ProcessId">Its process, if it has one of its own.</param>
internal sealed record ServiceStatus(string Name, int Port, bool IsRunning, int? ProcessId)
{
    public static ServiceStatus Of(IService service) => new(service.Name, service.Port, service.IsRunning, service.ProcessId);
}
