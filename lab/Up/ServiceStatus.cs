using System.Globalization;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>A service at one moment.</summary>
/// <param name="Name">What it is called on the screen.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="ProcessId">Its process, if it has one of its own.</param>
internal sealed record ServiceStatus(string Name, int Port, bool IsRunning, int? ProcessId)
{
    /// <summary>What the lab has done to it.</summary>
    public UpFault Fault { get; init; } = UpFault.None;

    /// <summary>How the level sees it. Null: the level tells nobody.</summary>
    public SeenState? Seen { get; init; }

    /// <summary>Where to find it.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Port}/");

    /// <summary>What it does, in a word: <c>running</c>, <c>stopped</c>, <c>failing</c>.</summary>
    public string Condition => IsRunning ? Fault.Shown : "stopped";

    public static ServiceStatus Of(IService service) => new(service.Name, service.Port, service.IsRunning, service.ProcessId);
}
