namespace LearnLoadBalancer.Lab.Up;

/// <summary>
/// Colours from the terminal's own palette of 8, which every theme, light or dark, makes readable.
/// No white, no black, no grey: one of them is always the background.
/// </summary>
internal static class UpColours
{
    /// <summary>Who says something.</summary>
    public static string OfSource(string name) => name switch
    {
        "backend 1" => "teal",
        "backend 2" => "purple",
        "backend 3" => "olive",
        _ => "bold",
    };

    /// <summary>What a service does.</summary>
    public static string OfCondition(ServiceStatus service) =>
        !service.IsRunning ? "maroon" : service.Fault == UpFault.None ? "green" : "olive";

    /// <summary>How a level sees a backend: it gets requests, few of them, none, or nobody knows.</summary>
    public static string OfState(SeenState state) => state.Kind switch
    {
        "up" => "green",
        "probing" or "warming" => "olive",
        "ejected" or "down" => "maroon",
        _ => "bold",
    };
}
