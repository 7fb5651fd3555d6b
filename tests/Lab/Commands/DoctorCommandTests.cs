using LearnLoadBalancer.Lab.Commands;
using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Tests.Lab.Commands;

public sealed class DoctorCommandTests
{
    /// <summary>Read from the command line, and not opened: another program may have them while the tests run.</summary>
    [Fact]
    public void Ports_NoneNamed_AreThoseOfTheCourse() =>
        Assert.Equal([8090, 9001, 9002, 9003], DoctorCommand.Create().Parse([]).GetValue<PortList>("--ports")!.Ports);
}
