using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Grading;
using LearnLoadBalancer.Tests.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking.Grading;

public sealed class GradeCsvTests
{
    [Fact]
    public void Write_AClass_IsOneRowEachWithAColumnForEveryCheck()
    {
        Grade[] grades =
        [
            new(new Submission("anna, \"the first\"", "/a"), "x", SampleReport.Create(), null),
            new(new Submission("=1+1", "/b"), null, null, "It never\nlistened."),
        ];

        string csv = GradeCsv.Write(grades, [.. CheckCatalog.UpTo(1).Take(3)]);

        Assert.Equal(
            "name,verdict,passed,failed,could not tell,seconds,remark,listens,responds,nine-in-order\r\n"
            + "\"anna, \"\"the first\"\"\",failed,1,1,1,3.5,responds: expected 200 & more; came <nothing>,passed,failed,could not tell\r\n"
            + "'=1+1,could not tell,0,0,3,0,\"It never\nlistened.\",could not tell,could not tell,could not tell\r\n",
            csv);
    }
}
