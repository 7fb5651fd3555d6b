using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>
/// The command that starts somebody's program, with places for what the checker decides:
/// <c>{port}</c>; <c>{backends}</c>, which is host:port three times with commas; <c>{backend1}</c>, <c>{backend2}</c>, <c>{backend3}</c>;
/// <c>{options}</c>, which is --backend host:port three times, and the policy and the weights that a check of Level 4 asks for.
/// </summary>
/// <remarks>
/// A program that does not take the ports as arguments keeps to the contract of the course: it listens
/// on 8090 and has backends on 9001, 9002 and 9003. The environment says the same in any case:
/// <c>LB_PORT</c>, <c>LB_BACKENDS</c>, <c>LB_BACKEND1</c> and so on.
/// </remarks>
internal sealed partial class CommandTemplate
{
    /// <summary>Where a program listens that takes no arguments.</summary>
    public const int DefaultPort = 8090;

    public const string EmptyCommand = "The command is empty. Say how to start the program, for example --cmd \"go run main.go\".";

    /// <summary>Where such a program has its backends.</summary>
    public static readonly IReadOnlyList<int> DefaultBackendPorts = [9001, 9002, 9003];

    private const string Options = "{options}";

    private readonly List<string> _words;

    /// <exception cref="StartupException">There is no command in it.</exception>
    public CommandTemplate(string text)
    {
        Text = text;
        _words = Split(text);
        if (_words.Count == 0)
        {
            throw new StartupException(EmptyCommand);
        }

        if (Braced().Matches(text).FirstOrDefault(IsMistyped) is { } mistyped)
        {
            throw new StartupException(
                $"The command says {mistyped.Value}, which stands for nothing. What does: {{port}}; {{backends}}, or {{backend1}}, {{backend2}} and {{backend3}}; {{options}}.");
        }
    }

    /// <summary>Like one of ours, and none: <c>{Port}</c>, <c>{backend}</c>, <c>{backend4}</c>. Other braces are the program's own affair.</summary>
    private static bool IsMistyped(Match braced)
    {
        string name = braced.Groups["name"].Value;
        string letters = string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant();
        return name is not ("port" or "backends" or "backend1" or "backend2" or "backend3" or "options") && letters is "port" or "ports" or "backend" or "backends" or "option" or "options" or "lbport" or "lbbackends" or "lboptions";
    }

    /// <summary>The command as it was typed.</summary>
    public string Text { get; }

    /// <summary>True when it says where the port goes.</summary>
    public bool TakesPort => Text.Contains("{port}", StringComparison.Ordinal);

    /// <summary>True when it says where the backends go.</summary>
    public bool TakesBackends => Text.Contains("{backend", StringComparison.Ordinal) || TakesOptions;

    /// <summary>True when it can be told how to balance.</summary>
    public bool TakesOptions => Text.Contains(Options, StringComparison.Ordinal);

    /// <summary>Puts the ports in.</summary>
    public ChildProgram Fill(int port, IReadOnlyList<int> backendPorts, string directory, PolicyPlan? plan = null)
    {
        // By itself it is as many words as there are options; inside another word, such as a shell's script, it is text.
        IReadOnlyList<string> options = (plan ?? new PolicyPlan()).Arguments(backendPorts);
        Dictionary<string, string> values = Values(port, backendPorts, string.Join(' ', options)).ToDictionary(value => value.Name, value => value.Value);
        string[] words = [.. _words.SelectMany(word => word == Options ? options : [Fill(word, values)])];
        return new ChildProgram(words[0], words[1..])
        {
            WorkingDirectory = directory,
            Environment = values.ToDictionary(value => $"LB_{value.Key.ToUpperInvariant()}", value => value.Value),
        };
    }

    /// <summary>
    /// Takes a command line apart. Blanks separate words; quotes, double or single, keep blanks inside
    /// a word. There is no shell: for pipes and the like, write <c>sh -c '…'</c>.
    /// </summary>
    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool any = false;
        char quote = '\0';
        foreach (char c in text)
        {
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                End();
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && (c is '"' or '\''))
            {
                quote = c;
                any = true;
            }
            else
            {
                word.Append(c);
                any = true;
            }
        }

        End();
        return words;

        void End()
        {
            if (any)
            {
                words.Add(word.ToString());
                word.Clear();
                any = false;
            }
        }
    }

    private static string Fill(string word, Dictionary<string, string> values)
    {
        foreach ((string name, string value) in values)
        {
            word = word.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return word;
    }

    private static IEnumerable<(string Name, string Value)> Values(int port, IReadOnlyList<int> backendPorts, string options)
    {
        yield return ("port", port.ToString(CultureInfo.InvariantCulture));
        yield return ("options", options);
        yield return ("backends", string.Join(',', backendPorts.Select(Address)));
        for (int i = 0; i < backendPorts.Count; i++)
        {
            yield return ($"backend{i + 1}", Address(backendPorts[i]));
        }
    }

    private static string Address(int port) => $"127.0.0.1:{port}";

    /// <summary>Not a variable of a shell, <c>${PORT}</c>.</summary>
    [GeneratedRegex(@"(?<!\$)\{(?<name>[A-Za-z][A-Za-z0-9_-]*)\}")]
    private static partial Regex Braced();
}
