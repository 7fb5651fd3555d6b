using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Checking.Targets;

public sealed class StarterCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Complete_DotnetRunInAStarterOfLevel4_SaysWherePortAndOptionsGo()
    {
        CommandTemplate command = Complete("dotnet run", StarterProject.NameOf(4));

        Assert.Equal("dotnet run -- --listen :{port} {options}", command.Text);
        Assert.True(command is { TakesPort: true, TakesOptions: true });
    }

    [Theory]
    [InlineData("dotnet run", "Level3.csproj")]
    [InlineData("dotnet run", "Mine.csproj")]
    [InlineData("dotnet run -- --listen :{port}", "Level4.csproj")]
    [InlineData("go run .", "Level4.csproj")]
    public void Complete_AnythingElse_StaysAsItIs(string command, string file) => Assert.Equal(command, Complete(command, file).Text);

    private CommandTemplate Complete(string command, string file)
    {
        Starter.Write([new SourceFile(file, "")], _folder.Path);
        return StarterCommand.Complete(new CommandTemplate(command), _folder.Path);
    }
}
