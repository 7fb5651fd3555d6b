using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>What <c>lab up</c> shall start.</summary>
/// <param name="Level">The load balancer.</param>
/// <param name="Listen">Where it listens.</param>
/// <param name="BackendPorts">The ports of the three backends. A 0 lets the system choose.</param>
internal sealed record UpOptions(LevelProgram Level, ListenAddress Listen, IReadOnlyList<int> BackendPorts);
