using System.Globalization;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>What a learner reads when a check fails, with a # for what differs from run to run.</summary>
internal static partial class FailureText
{
    public static string Of(CheckOutcome outcome, IReadOnlyList<int> ports)
    {
        // A step that depends on when the program last checked its backends, and what the program
        // itself printed: neither is the check's.
        outcome = outcome with
        {
            Steps = [.. outcome.Steps.Where(step => !step.StartsWith("Wait until", StringComparison.Ordinal))],
            ProgramOutput = ["(its log)"],
        };
        string text = $"{outcome.Check.Id}: {outcome.Check.Title}\n\n{OutcomeText.Explain(outcome)}".ReplaceLineEndings("\n");
        for (int i = 0; i < ports.Count; i++)
        {
            string port = ports[i].ToString(CultureInfo.InvariantCulture);
            text = text.Replace(port, i == 0 ? "8090" : $"900{i}", StringComparison.Ordinal);
        }

        text = Variant().Replace(text, "8091");
        text = Session().Replace(text, "#");
        text = Body().Replace(text, "${bar}(the body)");
        text = Token().Replace(text, "#");
        text = Chance().Replace(text, "#");
        text = Measured().Replace(text, "#");
        return Order().Replace(text, "${before}#");
    }

    /// <summary>The port of the program that a check of Level 4 or 5 has started for itself.</summary>
    [GeneratedRegex(@"(?<=127\.0\.0\.1(:|"", ))[23]\d{4}")]
    private static partial Regex Variant();

    /// <summary>Where a session lives, and what its cookie says.</summary>
    [GeneratedRegex(@"(?<=zoo-session=)[0-9a-f]+|(?<=Expected backend )\d(?= for every request of this session)|(?<=of this session; came backend )\d")]
    private static partial Regex Session();

    /// <summary>The random names of requests, and the random answers.</summary>
    [GeneratedRegex(@"(?<=/)llb-[0-9a-f]{12}|(?<=\| )[0-9a-f]{16}(?=\\n)|(?<=from Backend Server )\d|(?<=it at backends )\d, then \d")]
    private static partial Regex Token();

    /// <summary>Random bytes, escaped: they say nothing to a reader.</summary>
    [GeneratedRegex(@"(?<bar>\| ).*\\x[0-9a-f]{2}.*(\n {6}\| .*\\x[0-9a-f]{2}.*)*")]
    private static partial Regex Body();

    /// <summary>Of many clients at once, who came first; what a program draws for itself, and whom it has checked first.</summary>
    [GeneratedRegex(@"(?<=a backend's response to each; came )[\d ]+(?=; the first)|(?<=backend that is busy; came )\d+|(?<=another one for )\d+|(?<=which has just come back; came )\d+|(?<=a check of another one hangs; came )[^,]+|(?<=one connection after the other at backend )\d|(?<=dport = :900)\d")]
    private static partial Regex Chance();

    /// <summary>Times, counts and sizes that are measured. Limits stay, for they are whole seconds.</summary>
    [GeneratedRegex(@"\d+\.\d+(?= s)|\d+(?= MB more| MB before| requests failed| requests in a row| still open| at backend)|[\d,]+(?= of [\d,]+ bytes| bytes more)")]
    private static partial Regex Measured();

    /// <summary>Round robin goes on where it was: which backend comes first is chance.</summary>
    [GeneratedRegex(@"(?<before>the last requests got |came 40 and 20: |came backends )[123 …]+")]
    private static partial Regex Order();
}
