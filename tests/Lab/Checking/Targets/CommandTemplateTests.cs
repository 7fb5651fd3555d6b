using LearnLoadBalancer.Lab.Checking;
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
    public void Fill_Options_AreWordsOfTheirOwn()
    {
        var plan = new PolicyPlan("--policy", "least-requests") { Weights = [5, 1, 1] };
        string[] options =
            ["--backend", "127.0.0.1:21,weight=5", "--backend", "127.0.0.1:22,weight=1", "--backend", "127.0.0.1:23,weight=1", "--policy", "least-requests"];

        Assert.Equal(["-p", "20", .. options], new CommandTemplate("lb -p {port} {options}").Fill(20, Backends, ".", plan).Arguments);
        ChildProgram shell = new CommandTemplate("sh -c 'exec lb {options}'").Fill(20, Backends, ".", plan);
        Assert.Equal(["-c", $"exec lb {string.Join(' ', options)}"], shell.Arguments);
        Assert.Equal(string.Join(' ', options), shell.Environment["LB_OPTIONS"]);
    }

    [Fact]
    public void Fill_OptionsWithoutAPlan_AreTheBackends() => Assert.Equal(
        ["--backend", "127.0.0.1:21", "--backend", "127.0.0.1:22", "--backend", "127.0.0.1:23"],
        new CommandTemplate("lb {options}").Fill(20, Backends, ".").Arguments);

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
    [InlineData("lb {options}", false, true)]
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

    [Theory]
    [InlineData("{Port}")]
    [InlineData("{PORT}")]
    [InlineData("{backend}")]
    [InlineData("{backend4}")]
    [InlineData("{Backends}")]
    [InlineData("{option}")]
    [InlineData("{LB_PORT}")]
    public void New_MistypedPlaceholder_NamesThoseThatAre(string mistyped)
    {
        var complaint = Assert.Throws<StartupException>(() => new CommandTemplate($"./lb {mistyped} {{port}}"));

        Assert.StartsWith($"The command says {mistyped}, which stands for nothing. What does: {{port}};", complaint.Message);
    }

    [Theory]
    [InlineData("sh -c './lb ${PORT} {backends}'")]
    [InlineData("./lb --config {a,b} {host} {port}")]
    [InlineData("node -e 'const f = {}'")]
    public void New_OtherBraces_AreTheProgramsOwn(string command) =>
        Assert.Equal(command, new CommandTemplate(command).Text);
}
