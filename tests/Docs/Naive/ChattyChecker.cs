using LearnLoadBalancer.Backends;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 2, naive: one line per check buries the one line that matters.</summary>
internal sealed class ChattyChecker(IReadOnlyList<Backend> backends, Func<Backend, Task<bool>> isAlive, ILogger logger)
{
    public async Task CheckAllAsync()
    {
        foreach (Backend backend in backends)
        {
            bool alive = await isAlive(backend);
            logger.LogInformation("Backend {Backend} is {Status}", backend, alive ? "HEALTHY" : "UNHEALTHY");
        }
    }
}
