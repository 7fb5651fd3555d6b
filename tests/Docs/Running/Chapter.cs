using LearnLoadBalancer.Tests.Docs.Markdown;

namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>Does what a chapter says, step by step, and compares.</summary>
internal sealed class Chapter : IDisposable
{
    /// <summary>Guards only against a hang: true waits are for facts. A health check comes every 10 seconds.</summary>
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(10);

    /// <summary>A program that ends by itself may take a moment after its last line.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private readonly Workspace _workspace;
    private readonly MainShell _shell;
    private readonly Dictionary<string, NamedTerminal> _terminals = [];

    private Chapter(CheckoutCopies copies)
    {
        _workspace = new Workspace(copies);
        _shell = new MainShell(_workspace);
    }

    /// <summary>Runs all console blocks of a chapter in their order.</summary>
    /// <exception cref="ChapterException">Something else came than the chapter shows.</exception>
    public static async Task RunAsync(IEnumerable<Fence> fences, CheckoutCopies copies, CancellationToken cancel)
    {
        using var chapter = new Chapter(copies);
        foreach (Fence fence in fences.Where(fence => fence.IsExecuted))
        {
            if (await chapter.HasWhatItNeedsAsync(fence, cancel))
            {
                foreach (ConsoleStep step in ConsoleStep.Parse(fence))
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                    limit.CancelAfter(StepLimit);
                    await chapter.RunAsync(fence, step, limit.Token);
                }
            }
        }

        await chapter.CheckEverythingEndedAsync(fences.FirstOrDefault()?.File);
    }

    public void Dispose()
    {
        _shell.Dispose();
        foreach (NamedTerminal terminal in _terminals.Values)
        {
            terminal.Dispose();
        }

        _workspace.Dispose();
    }

    private async Task<bool> HasWhatItNeedsAsync(Fence fence, CancellationToken cancel)
    {
        foreach (string need in fence.Attributes.GetValueOrDefault("needs", "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            bool there = need switch
            {
                "linux" => OperatingSystem.IsLinux(),
                _ => (await _shell.RunAsync($"command -v {need} >/dev/null", cancel)).ExitCode == 0,
            };
            if (!there)
            {
                return false;
            }
        }

        return true;
    }

    private Task RunAsync(Fence fence, ConsoleStep step, CancellationToken cancel) =>
        fence.Attributes.TryGetValue("terminal", out string? name)
            ? RunInTerminalAsync(fence, step, name, cancel)
            : RunInShellAsync(fence, step, cancel);

    private async Task RunInShellAsync(Fence fence, ConsoleStep step, CancellationToken cancel)
    {
        string place = $"{fence.File}:{step.Line}";
        if (step.Kind != StepKind.Command)
        {
            throw new ChapterException($"{place}: output or ^C without a command above it. Does the block lack terminal=NAME?");
        }

        (IReadOnlyList<string> Output, int ExitCode) result;
        try
        {
            result = await _shell.RunAsync(step.Command, cancel);
        }
        catch (OperationCanceledException)
        {
            throw new ChapterException($"{place}: $ {step.Command}\n  did not end within {StepLimit.TotalMinutes} minutes.");
        }

        if (!new OutputPattern(step.Output).MatchesAll(result.Output))
        {
            throw ChapterException.Difference(place, $"$ {step.Command}", step.Output, "what came:", result.Output);
        }

        string expected = fence.Attributes.GetValueOrDefault("exit", "0");
        if (expected != $"{result.ExitCode}")
        {
            throw new ChapterException(
                $"{place}: $ {step.Command}\n  ended with exit code {result.ExitCode}, not {expected}. If that is meant, add exit={result.ExitCode} to the block.");
        }
    }

    private async Task RunInTerminalAsync(Fence fence, ConsoleStep step, string name, CancellationToken cancel)
    {
        string place = $"{fence.File}:{step.Line}";
        string did = $"terminal {name}";
        _terminals.TryGetValue(name, out NamedTerminal? terminal);
        switch (step.Kind)
        {
            case StepKind.Command:
                if (terminal is not null)
                {
                    await CheckEndedAsync(place, name, terminal);
                    terminal.Dispose();
                }

                terminal = new NamedTerminal(_workspace, step.Command);
                _terminals[name] = terminal;
                did = $"terminal {name}: $ {step.Command}";
                break;
            case StepKind.Interrupt:
                if (terminal is null || !await terminal.InterruptAsync(cancel))
                {
                    throw new ChapterException($"{place}: ^C in terminal {name}, in which nothing runs.");
                }

                if (terminal.TryTakeRest(step.Output))
                {
                    return;
                }

                did = $"terminal {name}: ^C";
                break;
            case StepKind.Watch when terminal is null:
                throw new ChapterException($"{place}: terminal {name} has not been opened by a command.");
        }

        if (await terminal!.WaitForAsync(step.Output, cancel) is { } came)
        {
            throw ChapterException.Difference(
                place, did, step.Output, terminal.HasEnded ? "what came before it ended:" : "what has come:", came);
        }

        if (step.Kind == StepKind.Interrupt)
        {
            await CheckEndedAsync(place, name, terminal);
        }
    }

    private async Task CheckEverythingEndedAsync(string? file)
    {
        foreach ((string name, NamedTerminal terminal) in _terminals)
        {
            await CheckEndedAsync($"{file}: at its end", name, terminal);
        }
    }

    private static async Task CheckEndedAsync(string place, string name, NamedTerminal terminal)
    {
        if (!await terminal.WaitForEndAsync(EndLimit))
        {
            throw new ChapterException($"{place}: the program in terminal {name} still runs. End it with ^C.");
        }

        if (terminal.NotShown is { Count: > 0 } notShown)
        {
            throw ChapterException.Difference(place, $"terminal {name}", [], "what came besides:", notShown);
        }
    }
}
