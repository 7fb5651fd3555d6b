using System.Text.Encodings.Web;
using System.Text.Json;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A run as JSON, for programs that grade. Fields are added over time, and never change their meaning.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // It is a file, not a part of a web page.
    };

    /// <summary>Any report of ours as JSON text.</summary>
    public static string Write<T>(T report) => JsonSerializer.Serialize(report, Options) + "\n";

    /// <summary>One run.</summary>
    public static string Write(RunReport report) => Write(JsonRun.From(report));
}
