using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Tests.Processes;

/// <summary>A free port for a server that is going to be killed and started again on it.</summary>
/// <remarks>
/// Port 0 won't do here. It gives a port of the range from which the system also takes the near ends of
/// outgoing connections (from 32768 on Linux, 49152 elsewhere). While the server is down, any
/// connection may take its port. Worse, a client that dials it may by chance get that very number for its
/// own end, and connects to itself: TCP allows that. So this is a port below that range, found free.
/// </remarks>
internal static class StablePort
{
    /// <summary>Finds one, that no other run of the tests or of the lab has.</summary>
    public static int Find() => CheckPorts.PickFree(1)[0];
}
