using LearnLoadBalancer.Lab.Up;

namespace LearnLoadBalancer.Tests.Lab.Up;

public sealed class PlainViewTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly PlainView _view;

    public PlainViewTests() => _view = new PlainView(TextReader.Null, _output);

    [Fact]
    public void ShowChange_StatesOfBackends_TellsOfAnotherKindOnly()
    {
        _view.ShowReady(Status(new SeenState("up", "check: ok")));
        Assert.EndsWith("\n\nLevel 5 sees backend 1: up (check: ok)\n", Output(), StringComparison.Ordinal);

        int before = Output().Length;
        _view.ShowChange(Status(new SeenState("up", "check: status 503")));
        _view.ShowChange(Status(new SeenState("ejected for 1.1 s", "5 failures in a row, the last one status 503")));
        _view.ShowChange(Status(new SeenState("ejected for 0.9 s", "5 failures in a row, the last one status 503")));
        _view.ShowChange(Status(new SeenState("warming 10 %", "")));
        _view.ShowChange(Status(new SeenState("warming 40 %", "")));
        Assert.Equal(
            "Level 5 sees backend 1: ejected for 1.1 s (5 failures in a row, the last one status 503)\nLevel 5 sees backend 1: warming 10 %\n",
            Output()[before..]);
    }

    [Fact]
    public void ShowChange_ALevelThatTellsNobody_SaysNothing()
    {
        _view.ShowChange(Status(null));
        Assert.Equal("", Output());
    }

    public void Dispose() => _output.Dispose();

    private static UpStatus Status(SeenState? seen) => new(
        new ServiceStatus("level 5", 8090, true, 10),
        [new ServiceStatus("backend 1", 9001, true, 11) { Seen = seen }]);

    private string Output() => _output.ToString().ReplaceLineEndings("\n");
}
