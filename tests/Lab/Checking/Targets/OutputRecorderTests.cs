using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Tests.Lab.Checking.Targets;

public sealed class OutputRecorderTests
{
    private readonly Timeline _timeline = new();

    [Fact]
    public void Add_AProgramThatPrintsInALoop_KeepsTheFirstLinesAndSaysSo()
    {
        var recorder = new OutputRecorder(_timeline);

        for (int i = 0; i < 200_000; i++)
        {
            recorder.Add("again");
        }

        // Some more may have come by in the time that this took.
        Assert.InRange(_timeline.Count, OutputRecorder.MostAtOnce + 1, 5 * OutputRecorder.MostAtOnce);
        Assert.Contains(_timeline.Since(0), one => one.Text == OutputRecorder.Silence);
    }

    [Fact]
    public void Add_ALongLine_IsCutOff()
    {
        new OutputRecorder(_timeline).Add(new string('x', 1_000_000));

        Assert.Equal(OutputRecorder.LongestLine + 1, Assert.Single(_timeline.Since(0)).Text.Length);
    }
}
