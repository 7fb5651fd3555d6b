using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Support;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>The line to type: it must fail for the program that failed, also when the ports of the run are nobody's any more.</summary>
[StartsPrograms]
public sealed class ByHandLineTests
{
    [Fact]
    public async Task Run_ProgramOnAPortOfTheRun_LineStartsItOnTheCoursesAndAsksThere()
    {
        RunReport report = await CheckedPrograms.RunCommandAsync(StrangersProgram.Good.Replace(" none ", " always-first ", StringComparison.Ordinal), new RunOptions(1, CheckedPrograms.Seed) { Only = ["nine-in-order"] });

        IReadOnlyList<string> lines = report.Outcomes[^1].Evidence.ByHand!;
        Assert.Matches(@"^Start the program: .* always-first --listen :2\d{4} --backend 127\.0\.0\.1:2\d{4} ", report.Outcomes[0].Steps[0]);
        Assert.Equal(Verdict.Failed, report.Outcomes[^1].Verdict);
        Assert.Contains(" always-first --listen :8090 --backend 127.0.0.1:9001 --backend 127.0.0.1:9002 --backend 127.0.0.1:9003   # in a terminal of its own", lines[0], StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8090/", lines[1], StringComparison.Ordinal);
        Assert.DoesNotMatch(@"127\.0\.0\.1:2\d{4}", string.Join('\n', lines));
    }

    /// <summary>The program of this check is one that it starts for itself, with a policy, on another port still.</summary>
    [Fact]
    public async Task Run_CheckOfAPolicy_LineStartsItWithThatPolicy()
    {
        string command = $"\"{LabExecutable.Dotnet}\" exec \"{Path.Combine(AppContext.BaseDirectory, "LearnLoadBalancer.Zoo.dll")}\" ignores-weights --listen :{{port}} {{options}}";
        RunReport report = await CheckedPrograms.RunCommandAsync(command, new RunOptions(4, CheckedPrograms.Seed) { Only = ["weights"], Interval = TimeSpan.FromSeconds(1) });

        IReadOnlyList<string> lines = report.Outcomes[^1].Evidence.ByHand!;
        Assert.Equal(Verdict.Failed, report.Outcomes[^1].Verdict);
        Assert.Contains("--listen :8090 --backend 127.0.0.1:9001,weight=5 ", lines[0], StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8090/", lines[1], StringComparison.Ordinal);
    }
}
