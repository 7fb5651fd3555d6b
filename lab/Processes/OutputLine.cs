namespace LearnLoadBalancer.Lab.Processes;

/// <summary>A line that a child process printed.</summary>
/// <param name="Text">The line, without its end.</param>
/// <param name="IsError">True when it came on standard error.</param>
internal sealed record OutputLine(string Text, bool IsError);
