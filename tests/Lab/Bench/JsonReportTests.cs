using System.Text.Json;
using LearnLoadBalancer.Lab.Bench.Report;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class JsonReportTests
{
    [Fact]
    public void Write_FullReport_CanBeReadBack()
    {
        using var json = JsonDocument.Parse(JsonReport.Write(Reports.Full()));

        JsonElement small = json.RootElement.GetProperty("scenarios")[0];
        Assert.Equal("cpuPerRequest", small.GetProperty("main").GetString());
        JsonElement level1 = small.GetProperty("results").EnumerateArray().Single(result => result.GetProperty("proxy").GetString() == "level1");
        Assert.Equal(12.6, level1.GetProperty("medians").GetProperty("cpuPerRequest").GetDouble());
        Assert.Equal(12.6, level1.GetProperty("rounds")[0].GetProperty("requestsPerSecond").GetDouble());

        JsonElement target = json.RootElement.GetProperty("targets")[0];
        Assert.True(target.GetProperty("reached").GetBoolean());
        Assert.Equal(0.63, target.GetProperty("value").GetDouble(), precision: 6);
    }
}
