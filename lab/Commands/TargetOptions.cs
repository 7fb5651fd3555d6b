using System.CommandLine;
using System.Globalization;
using LearnLoadBalancer.Lab.Checking.Grading;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>The options that say which program to check.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string?> _command = new("--cmd")
    {
        Description = "How to start the program, instead of our own level. {port}, {backends} (host:port, with commas), {backend1} to {backend3} and {options} "
            + "(for level4: see docs/lab.md) are replaced, and then free ports are used; otherwise it listens on 8090 and has its backends on 9001 to 9003.",
        HelpName = "command",
    };

    private readonly Option<DirectoryInfo?> _directory = new("--dir")
    {
        Description = "Where the command runs. Default: here.",
        HelpName = "folder",
    };

    private readonly Option<Uri?> _url = new("--url")
    {
        Description = "A program that runs already, such as http://localhost:8090. The checker plays its backends.",
        HelpName = "url",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? url) && url.Scheme == Uri.UriSchemeHttp
            ? url
            : Complain(result, $"--url '{result.Tokens[0].Value}' is not an address. Write it as http://host:port, for example http://localhost:8090."),
    };

    private readonly Option<int[]?> _backendPorts = new("--backend-ports")
    {
        Description = "With --url: the ports where the program looks for its backends, with commas. Default: 9001,9002,9003.",
        HelpName = "ports",
        CustomParser = result =>
        {
            string[] words = result.Tokens[0].Value.Split(',');
            int[] ports = [.. words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536 ? port : 0)];
            if (ports.Length != 3 || ports.Contains(0))
            {
                result.AddError($"--backend-ports '{result.Tokens[0].Value}' is not three ports. Write them with commas, for example 9001,9002,9003.");
            }

            return ports;
        },
    };

    private readonly Option<int?> _pid = new("--pid")
    {
        Description = "With --url: the id of the program's process, so that its memory can be measured.",
        HelpName = "id",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                result.AddError($"--pid '{text}' is not the id of a process. Give the number that ps or the task manager shows.");
            }

            return id;
        },
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_command);
        command.Options.Add(_directory);
        command.Options.Add(_url);
        command.Options.Add(_backendPorts);
        command.Options.Add(_pid);
    }

    /// <summary>What is wrong with the combination, or null.</summary>
    public string? Complaint(ParseResult parsed) =>
        parsed.GetValue(_command) is { } command && string.IsNullOrWhiteSpace(command) ? CommandTemplate.EmptyCommand :
        parsed.GetValue(_command) is not null && parsed.GetValue(_url) is not null
            ? "--cmd starts a program and --url takes one that runs: give one of them."
            : parsed.GetValue(_url) is null && (parsed.GetValue(_backendPorts) is { Length: > 0 } || parsed.GetValue(_pid) is not null)
                ? "--backend-ports and --pid go with --url only. A program that is started says where its ports go: --cmd \"… {port} {backends}\"."
                : parsed.GetValue(_directory) is not null && parsed.GetValue(_command) is null
                ? $"--dir is where the command of --cmd runs, and there is none. Add one, for example --cmd \"{Submission.DefaultCommand}\"."
                : parsed.GetValue(_url) is { PathAndQuery: not "/" } longer
                ? $"--url '{longer}' has a path. The checker asks for paths of its own: give http://host:port."
                : parsed.GetValue(_directory) is { Exists: false } directory
                    ? $"--dir '{directory}' does not exist."
                    : null;

    /// <summary>The program to check.</summary>
    /// <exception cref="StartupException">There is no such program.</exception>
    public ITarget Create(ParseResult parsed, int level, ProcessGuard guard, Timeline timeline)
    {
        if (parsed.GetValue(_url) is { } url)
        {
            return new RunningTarget(url, parsed.GetValue(_backendPorts) is { Length: > 0 } ports ? ports : CommandTemplate.DefaultBackendPorts, parsed.GetValue(_pid));
        }

        return parsed.GetValue(_command) is { } command
            ? ProgramTargets.OfCommand(new CommandTemplate(command), parsed.GetValue(_directory)?.FullName ?? Environment.CurrentDirectory, level, guard, timeline)
            : ProgramTargets.OfLevel(level, guard, timeline);
    }

    private static Uri? Complain(System.CommandLine.Parsing.ArgumentResult result, string complaint)
    {
        result.AddError(complaint);
        return null;
    }
}
