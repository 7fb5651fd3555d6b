using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>All proxies that are compared.</summary>
internal static class ProxyList
{
    /// <summary>The key that stands for no proxy at all.</summary>
    public const string Direct = "direct";

    /// <summary>All names that a user may give.</summary>
    public static IEnumerable<string> Keys => Create(folder: "").Select(proxy => proxy.Key).Prepend(Direct);

    /// <summary>Makes the list: our levels, as many as there are, then the others.</summary>
    /// <param name="folder">For what has to be built.</param>
    public static IReadOnlyList<IProxy> Create(string folder)
    {
        string bench = Path.Combine(Repository.Root, "lab", "Bench");
        return
        [
            .. LevelProgram.All.Select(level => new LevelProxy(level, inline: true)),
            new NginxProxy(),
            new HaproxyProxy("http"),
            new HaproxyProxy("tcp"),
            new GoProxy(Path.Combine(bench, "go", "relay.go"), folder),
            new YarpProxy(Path.Combine(bench, "yarp", "BenchYarp.csproj")),
            .. LevelProgram.All.Select(level => new LevelProxy(level, inline: false)),
        ];
    }

    /// <summary>The proxies that were asked for: all but the variants, or those named.</summary>
    public static IReadOnlyList<IProxy> Choose(IReadOnlyList<IProxy> all, IReadOnlyList<string> keys) => keys.Count == 0
        ? [.. all.Where(proxy => !proxy.Key.EndsWith("-default", StringComparison.Ordinal))]
        : [.. all.Where(proxy => keys.Contains(proxy.Key))];
}
