namespace LearnLoadBalancer;

/// <summary>The program can't start. The message is for the person who started it: what is wrong, and the way out.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
