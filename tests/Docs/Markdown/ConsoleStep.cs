namespace LearnLoadBalancer.Tests.Docs.Markdown;

/// <summary>One thing that happens in a console block, and the output shown beneath.</summary>
/// <param name="Line">The line of the command in its file; of the first output line where there is no command.</param>
/// <param name="Kind">What the reader does.</param>
/// <param name="Command">What the reader types, without the prompt; empty unless it is a command.</param>
/// <param name="Output">The lines shown beneath.</param>
/// <param name="OutputLine">The line in the file on which the output begins.</param>
internal sealed record ConsoleStep(int Line, StepKind Kind, string Command, IReadOnlyList<string> Output, int OutputLine)
{
    /// <summary>Takes a console block apart.</summary>
    public static IReadOnlyList<ConsoleStep> Parse(Fence fence)
    {
        var steps = new List<ConsoleStep>();
        int index = 0;
        while (index < fence.Lines.Count)
        {
            int start = index;
            string first = fence.Lines[index];
            StepKind kind = first.StartsWith("$ ", StringComparison.Ordinal) ? StepKind.Command
                : first == "^C" ? StepKind.Interrupt
                : StepKind.Watch;
            string command = "";
            if (kind == StepKind.Command)
            {
                command = first[2..];
                index++;
                while (index < fence.Lines.Count && fence.Lines[index].StartsWith("> ", StringComparison.Ordinal))
                {
                    command += "\n" + fence.Lines[index][2..];
                    index++;
                }
            }
            else if (kind == StepKind.Interrupt)
            {
                index++;
            }

            int outputStart = index;
            while (index < fence.Lines.Count && fence.Lines[index] != "^C" && !fence.Lines[index].StartsWith("$ ", StringComparison.Ordinal))
            {
                index++;
            }

            // The block's first line is the one after its fence.
            steps.Add(new ConsoleStep(
                fence.Line + 1 + start, kind, command, [.. fence.Lines.Skip(outputStart).Take(index - outputStart)], fence.Line + 1 + outputStart));
        }

        return steps;
    }
}
