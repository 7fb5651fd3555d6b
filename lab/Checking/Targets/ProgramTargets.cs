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
        command = StarterCommand.Complete(command, directory);
        int[] free = CheckPorts.PickFree(1 + Backends);
        int port = command.TakesPort ? free[0] : CommandTemplate.DefaultPort;
        IReadOnlyList<int> backends = command.TakesBackends ? free[1..] : CommandTemplate.DefaultBackendPorts;
        return new StartedTarget(command.Text, command.Fill(port, backends, directory), port, backends, guard, timeline)
        {
            Variant = command.TakesPort && command.TakesOptions ? (other, plan) => command.Fill(other, backends, directory, plan) : null,
        };
    }

    /// <summary>A level of ours.</summary>
    /// <exception cref="StartupException">There is none, or it has not been built.</exception>
    public static ITarget OfLevel(int level, ProcessGuard guard, Timeline timeline)
    {
        LevelProgram program = LevelProgram.Find($"level{level}") ?? throw new StartupException($"There is no level {level}.");
        int[] free = CheckPorts.PickFree(1 + Backends);
        int[] backends = free[1..];
        return new StartedTarget(program.Name, Start(free[0], new PolicyPlan()), free[0], backends, guard, timeline) { Variant = Start };

        ChildProgram Start(int port, PolicyPlan plan) => program.WithArguments(["--listen", $":{port}", .. plan.Arguments(backends)]);
    }
}
