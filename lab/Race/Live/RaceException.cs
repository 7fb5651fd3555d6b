namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>The race can't go on. The message is for the person who started it.</summary>
internal sealed class RaceException(string message) : Exception(message);
