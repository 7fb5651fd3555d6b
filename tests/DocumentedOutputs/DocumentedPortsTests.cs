namespace LearnLoadBalancer.Tests.DocumentedOutputs;

public sealed class DocumentedPortsTests
{
    private readonly DocumentedPorts _ports = new([8090, 9001], [9001, 40000]);

    [Theory]
    [InlineData("curl http://localhost:8090/9001", "curl http://localhost:9001/40000")]
    [InlineData("--listen :8090 --backend localhost:9001", "--listen :9001 --backend localhost:40000")]
    [InlineData("180900 of 9001 bytes in 8090ms", "180900 of 40000 bytes in 8090ms")]
    public void ToReal_WholeNumbersOnly_AreSwappedOnce(string documented, string real)
    {
        Assert.Equal(real, _ports.ToReal(documented));
        Assert.Equal(documented, _ports.ToDocumented(real));
    }
}
