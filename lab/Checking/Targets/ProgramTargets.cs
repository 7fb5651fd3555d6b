using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>Programs that the checker starts, and the ports that they get.</summary>
internal static class ProgramTargets
{
    private const int Backends = 3;

    /// <summary>Somebody's command. Free ports where it says where they go, else those of the course.</summary>
    public static ITarget OfCommand(CommandTemplate command, string directory, ProcessGuard guard, Timeline timeline)
    {
        int[] free = CheckPorts.PickFree(1 + Backends);
        int port = command.TakesPort ? free[0] : CommandTemplate.DefaultPort;
        IReadOnlyList<int> backends = command.TakesBackends ? free[1..] : CommandTemplate.DefaultBackendPorts;
        return new StartedTarget(command.Text, command.Fill(port, backends, directory), port, backends, guard, timeline);
    }

    /// <summary>A level of ours.</summary>
    /// <exception cref="StartupException">There is none, or it has not been built.</exception>
    public static ITarget OfLevel(int level, ProcessGuard guard, Timeline timeline)
    {
        LevelProgram program = LevelProgram.Find($"level{level}") ?? throw new StartupException($"There is no level {level}.");
        int[] free = CheckPorts.PickFree(1 + Backends);
        List<string> arguments = ["--listen", $":{free[0]}"];
        foreach (int port in free[1..])
        {
            arguments.AddRange(["--backend", $"127.0.0.1:{port}"]);
        }

        return new StartedTarget(program.Name, program.WithArguments(arguments), free[0], free[1..], guard, timeline);
    }
}
