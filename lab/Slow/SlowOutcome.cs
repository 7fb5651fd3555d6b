namespace LearnLoadBalancer.Lab.Slow;

/// <summary>Both phases, and what the slow clients met.</summary>
/// <param name="Before">Without slow clients.</param>
/// <param name="With">With all of them.</param>
/// <param name="Responses">How often one was answered.</param>
/// <param name="Cut">How often one was cut off without a response.</param>
/// <param name="WorstDelay">How far they were behind their byte a second at worst.</param>
/// <param name="Full">Whether Level 3 said that it had no room for all of them.</param>
/// <param name="Connected">How many were connected at the end.</param>
/// <param name="NeverConnected">How many never were.</param>
/// <param name="Played">How long they played.</param>
internal sealed record SlowOutcome(
    SlowPhase Before, SlowPhase With, int Responses, int Cut, TimeSpan WorstDelay, bool Full, int Connected, int NeverConnected, TimeSpan Played);
