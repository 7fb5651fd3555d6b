using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Bench.Report;

namespace LearnLoadBalancer.Tests.Lab.Bench;

/// <summary>Reports made up for the tests.</summary>
internal static class Reports
{
    /// <summary>A scenario with one value per proxy, the same for all its figures.</summary>
    public static ScenarioResult Scenario(string key, IReadOnlyList<Figure> columns, params (string Proxy, double Value)[] values) =>
        new(key, $"Title of {key}", $"load of {key}", columns, [.. values.Select(pair => Result(pair.Proxy, columns, pair.Value))]);

    /// <summary>A report with all that one can have.</summary>
    public static BenchReport Full()
    {
        ScenarioResult small = Scenario(
            "small", [Figure.CpuPerRequest, Figure.RequestsPerSecond], ("direct", 1), ("level1", 12.6), ("nginx", 10), ("go", 20), ("odd<name>", 3));
        ProxyResult broken = new("yarp", new Sample(), [], "it fell <over>");
        return new BenchReport(
            new MachineInfo("Some System", "Some Processor", 2, ".NET", "2030-01-01 12:00"),
            "3 rounds",
            [new Contestant("level1", "our first level")],
            ["a note"],
            InstallHint.All,
            [small with { Results = [.. small.Results, broken] }],
            TargetResult.Judge([new Target("level1", "small", Figure.CpuPerRequest, 1.0, "go")], [small]));
    }

    private static ProxyResult Result(string proxy, IReadOnlyList<Figure> columns, double value)
    {
        var sample = new Sample();
        foreach (Figure column in columns)
        {
            sample.Set(column, value);
        }

        return new ProxyResult(proxy, sample, [sample], null);
    }
}
