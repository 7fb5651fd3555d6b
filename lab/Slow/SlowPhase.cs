using LearnLoadBalancer.Lab.Bench.Load;

namespace LearnLoadBalancer.Lab.Slow;

/// <summary>What Level 3 held, and how the others fared, in one phase.</summary>
/// <param name="Threads">The most threads that it had.</param>
/// <param name="Memory">The most memory that it had, in bytes.</param>
/// <param name="Others">The clients that are not slow.</param>
internal sealed record SlowPhase(int Threads, long Memory, LoadResult Others);
