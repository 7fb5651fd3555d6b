using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checking.Farm;

/// <summary>What a backend does with one request. When it returns, the connection is closed unless it may be kept.</summary>
internal delegate Task BackendScript(BackendConnection connection, HttpHead request, CancellationToken stop);
