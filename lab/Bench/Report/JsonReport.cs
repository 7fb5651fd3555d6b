using System.Text.Json;
using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>The report for programs: medians, and every round.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes the file's text.</summary>
    public static string Write(BenchReport report) => JsonSerializer.Serialize(
        new
        {
            report.Machine,
            report.Method,
            report.Contestants,
            report.Notes,
            Missing = report.Missing.Select(hint => hint.Tool.Command),
            Scenarios = report.Scenarios.Select(scenario => new
            {
                scenario.Key,
                scenario.Title,
                scenario.Load,
                Main = scenario.Main.Key,
                Results = scenario.Results.Select(result => new
                {
                    result.Proxy,
                    Medians = Values(result.Medians),
                    Rounds = result.Rounds.Select(Values),
                    result.Failure,
                }),
            }),
            Targets = report.Targets.Select(result => new
            {
                result.Target.Level,
                result.Target.Scenario,
                Figure = result.Target.Figure.Key,
                Limit = result.Target.Words,
                result.Value,
                result.Reached,
            }),
        },
        Options);

    private static Dictionary<string, double> Values(Sample sample) =>
        sample.Values.ToDictionary(pair => pair.Key.Key, pair => pair.Value);
}
