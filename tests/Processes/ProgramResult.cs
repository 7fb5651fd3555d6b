namespace LearnLoadBalancer.Tests.Processes;

/// <summary>What a program that ran to its end has left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All of its standard output.</param>
/// <param name="Errors">All of its standard error.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors);
