using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>Commands as a learner types them behind <c>--cmd</c>, with places for free ports.</summary>
internal static class StrangersProgram
{
    /// <summary>Passes all of Level 1: the zoo's balancer without a fault.</summary>
    public static string Good { get; } =
        $"\"{LabExecutable.Dotnet}\" exec \"{Path.Combine(AppContext.BaseDirectory, "LearnLoadBalancer.Zoo.dll")}\" none "
        + "--listen :{port} --backend {backend1} --backend {backend2} --backend {backend3}";

    /// <summary>Ends at once.</summary>
    public static string Crashes { get; } = $"\"{LabExecutable.Dotnet}\" --no-such-option {{port}} {{backends}}";

    /// <summary>Runs on, and listens nowhere.</summary>
    public static string NeverListens { get; } = $"\"{Programs.Node("").File}\" -e \"setInterval(() => {{}}, 1000)\" {{port}} {{backends}}";
}
