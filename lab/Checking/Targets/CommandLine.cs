using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>A program and its arguments as a line for a shell.</summary>
internal static class CommandLine
{
    /// <summary>Writes it: what a shell would take apart, or take for something else, stands in single quotes.</summary>
    public static string Of(ChildProgram program) => string.Join(' ', program.Arguments.Prepend(program.FileName).Select(Word));

    /// <summary>The same for somebody who is in the lab's folder, and must go to the program's first.</summary>
    public static string FromHere(ChildProgram program) =>
        program.WorkingDirectory is { } folder && Path.GetFullPath(folder) != Environment.CurrentDirectory ? $"cd {Word(folder)} && {Of(program)}" : Of(program);

    private static string Word(string word) => word.Length > 0 && word.All(IsPlain) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-_./:,=@%+".Contains(c, StringComparison.Ordinal);
}
