namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Right programs in Go: one that copies bytes, and one that reads HTTP.</summary>
[StartsPrograms]
public sealed class GoProgramTests
{
    [LanguageFact("go")]
    public Task Net_Checked_PassesAll() => RightProgram.PassesAsync(level: 2, "go run . {port} {backends} 1", "go-net");

    [LanguageFact("go")]
    public Task Httputil_Checked_PassesButForTheChoicesOfHttp() => RightProgram.PassesAsync(level: 3, "go run . {port} {backends} 1", "go-httputil");
}
