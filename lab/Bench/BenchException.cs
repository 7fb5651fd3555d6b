namespace LearnLoadBalancer.Lab.Bench;

/// <summary>The benchmark can't go on. The message is for the person who started it: what is wrong, and the way out.</summary>
internal sealed class BenchException(string message, Exception? inner = null) : Exception(message, inner);
