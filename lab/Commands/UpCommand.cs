using System.CommandLine;
using System.CommandLine.Parsing;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Doctor;
using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Lab.Up;
using LearnLoadBalancer.Net;
using Spectre.Console;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab up [level]</c>: everything that a first look needs, with one command.</summary>
internal static class UpCommand
{
    private static readonly PortList DefaultBackendPorts = new([.. ServerOptions.DefaultBackends.Select(backend => backend.Port)]);

    public static Command Create()
    {
        var level = new Argument<LevelProgram>("level")
        {
            Description = $"The load balancer to start: {string.Join(", ", LevelProgram.All.Select(one => one.Name))}.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => LevelProgram.Find("level2")!,
            CustomParser = ParseLevel,
        };
        var listen = new Option<ListenAddress>("--listen")
        {
            Description = "Where the load balancer listens: [host]:port.",
            HelpName = "[host]:port",
            DefaultValueFactory = _ => ListenAddress.Default,
            CustomParser = ParseListen,
        };
        var ports = new Option<PortList>("--backend-ports")
        {
            Description = "The ports of the three backends.",
            HelpName = "port,port,port",
            DefaultValueFactory = _ => DefaultBackendPorts,
            CustomParser = ParsePorts,
        };
        var command = new Command("up", "Starts three backends and a load balancer in front of them, to try things out.") { level, listen, ports };
        command.SetAction((result, _) => RunAsync(new UpOptions(result.GetValue(level)!, result.GetValue(listen)!, result.GetValue(ports)!.Ports)));
        return command;
    }

    private static async Task<int> RunAsync(UpOptions options)
    {
        using var signal = new StopSignal();
        using var parent = new ParentWatch();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signal.Token, parent.Token);
        await PortsInUse.ThrowIfAnyAsync(options);

        IAnsiConsole console = LabConsole.Create();
        bool terminal = console.Profile is { Capabilities.Ansi: true, Out.IsTerminal: true } && !Console.IsInputRedirected;
        IUpView view = terminal ? new TerminalView(new TerminalScreen(Console.Out, console)) : new PlainView(Console.In, Console.Out);
        string? node = Executables.Find(Executables.Node);
        if (node is null)
        {
            view.Say($"Node.js was not found, so the lab serves the three backends itself. To get it: {Tools.Node.Remedy.Here}");
        }

        try
        {
            await using var session = new UpSession(options, node, view);
            await session.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl+C before everything was up: stopped is stopped.
        }
        finally
        {
            view.End();
        }

        return 0;
    }

    private static LevelProgram? ParseLevel(ArgumentResult result)
    {
        string name = result.Tokens[0].Value;
        LevelProgram? level = LevelProgram.Find(name);
        if (level is null)
        {
            result.AddError(name.StartsWith('-')
                ? $"Unknown option '{name}'. Run 'up --help' to see what there is."
                : $"There is no level '{name}'. There is: {string.Join(", ", LevelProgram.All.Select(one => one.Name))}.");
        }

        return level;
    }

    private static ListenAddress? ParseListen(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!ListenAddress.TryParse(text, out ListenAddress? address))
        {
            result.AddError($"--listen '{text}' is not an address. Write it as [host]:port with a port from 0 to 65535, for example --listen :8091.");
        }

        return address;
    }

    private static PortList? ParsePorts(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!PortList.TryParse(text, out PortList? list) || list.Ports.Count != DefaultBackendPorts.Ports.Count)
        {
            result.AddError($"--backend-ports '{text}' are not three different ports. Write them with commas, for example --backend-ports 9011,9012,9013.");
        }

        return list;
    }
}
