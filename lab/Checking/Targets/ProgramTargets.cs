using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>Programs that the checker starts, and the ports that they get.</summary>
internal static class ProgramTargets
{
    private const int Backends = 3;

    /// <summary>Somebody's command. Free ports where it says where they go, else those of the course.</summary>
    /// <param name="command">How the program is started.</param>
    /// <param name="directory">Where.</param>
    /// <param name="level">Up to which level it is checked.</param>
    /// <param name="guard">Ends it with us.</param>
    /// <param name="timeline">Where is written down what it says.</param>
    public static ITarget OfCommand(CommandTemplate command, string directory, int level, ProcessGuard guard, Timeline timeline)
    {
        command = StarterCommand.Complete(command, directory);
        (int port, IReadOnlyList<int> backends) = ChoosePorts(command, CheckPorts.PickFree);
        return new StartedTarget(command.Text, command.Fill(port, backends, directory, new PolicyPlan().For(level)), port, backends, guard, timeline)
        {
            Variant = command.TakesPort && command.TakesOptions ? (other, plan) => command.Fill(other, backends, directory, plan.For(level)) : null,
            ByHand = plan => CommandLine.FromHere(command.Fill(CommandTemplate.DefaultPort, CommandTemplate.DefaultBackendPorts, directory, plan.For(level))),
        };
    }

    /// <summary>The program's port and those of its backends. Asks only for what the command can be told.</summary>
    /// <param name="command">How the program is started.</param>
    /// <param name="pickFree">Gives so many free ports, and they are never given back: <c>lab watch</c> comes here on every save.</param>
    public static (int Port, IReadOnlyList<int> Backends) ChoosePorts(CommandTemplate command, Func<int, int[]> pickFree) =>
    (
        command.TakesPort ? pickFree(1)[0] : CommandTemplate.DefaultPort,
        command.TakesBackends ? pickFree(Backends) : CommandTemplate.DefaultBackendPorts
    );

    /// <summary>A level of ours.</summary>
    /// <exception cref="StartupException">There is none, or it has not been built.</exception>
    public static ITarget OfLevel(int level, ProcessGuard guard, Timeline timeline)
    {
        LevelProgram program = LevelProgram.Find($"level{level}") ?? throw new StartupException($"There is no level {level}.");
        int[] free = CheckPorts.PickFree(1 + Backends);
        int[] backends = free[1..];
        return new StartedTarget(program.Name, Start(free[0], new PolicyPlan()), free[0], backends, guard, timeline)
        {
            Variant = Start,
            ByHand = plan => CommandLine.Of(new ChildProgram(
                "dotnet", ["run", "--project", program.Folder, "--", "--listen", $":{CommandTemplate.DefaultPort}", .. plan.For(level).Arguments(CommandTemplate.DefaultBackendPorts)])),
        };

        ChildProgram Start(int port, PolicyPlan plan) => program.WithArguments(["--listen", $":{port}", .. plan.For(level).Arguments(backends)]);
    }
}
