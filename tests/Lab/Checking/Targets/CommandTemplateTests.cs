using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Checking.Targets;

public sealed class CommandTemplateTests
{
    private static readonly int[] Backends = [21, 22, 23];

    [Fact]
    public void Fill_Places_GetTheirValues()
    {
        ChildProgram program = new CommandTemplate("./lb -p {port} -b {backends} {backend1},{backend2}/{backend3}").Fill(20, Backends, "/somewhere");

        Assert.Equal("./lb", program.FileName);
        Assert.Equal(["-p", "20", "-b", "127.0.0.1:21,127.0.0.1:22,127.0.0.1:23", "127.0.0.1:21,127.0.0.1:22/127.0.0.1:23"], program.Arguments);
        Assert.Equal("/somewhere", program.WorkingDirectory);
    }

    [Fact]
    public void Fill_AnyCommand_TellsThePortsInTheEnvironment()
    {
        ChildProgram program = new CommandTemplate("go run main.go").Fill(20, Backends, ".");

        Assert.Equal("20", program.Environment["LB_PORT"]);
        Assert.Equal("127.0.0.1:21,127.0.0.1:22,127.0.0.1:23", program.Environment["LB_BACKENDS"]);
        Assert.Equal("127.0.0.1:22", program.Environment["LB_BACKEND2"]);
    }

    [Theory]
    [InlineData("sh -c 'a | b {port}'", new[] { "sh", "-c", "a | b 20" })]
    [InlineData("\"C:\\My Programs\\lb.exe\"  x", new[] { "C:\\My Programs\\lb.exe", "x" })]
    [InlineData("lb --name=\"two words\" ''", new[] { "lb", "--name=two words", "" })]
    [InlineData("lb \"it's\"", new[] { "lb", "it's" })]
    public void Fill_Quotes_KeepWordsTogether(string command, string[] words)
    {
        ChildProgram program = new CommandTemplate(command).Fill(20, Backends, ".");

        Assert.Equal(words, program.Arguments.Prepend(program.FileName));
    }

    [Theory]
    [InlineData("go run main.go", false, false)]
    [InlineData("lb {port}", true, false)]
    [InlineData("lb {port} {backend1} {backend2} {backend3}", true, true)]
    [InlineData("lb {backends}", false, true)]
    public void Takes_WhatTheCommandSays_DecidesOnFreePorts(string command, bool port, bool backends)
    {
        var template = new CommandTemplate(command);

        Assert.Equal((port, backends), (template.TakesPort, template.TakesBackends));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void New_NoCommand_SaysWhatToWrite(string command) =>
        Assert.Contains("--cmd", Assert.Throws<StartupException>(() => new CommandTemplate(command)).Message, StringComparison.Ordinal);
}
