using LearnLoadBalancer.Lab.Watching;

namespace LearnLoadBalancer.Tests.Lab.Watching;

public sealed class RestlessFilesTests
{
    private readonly Dictionary<string, DateTime> _changed = new() { ["state.json"] = DateTime.UnixEpoch, ["lb.py"] = DateTime.UnixEpoch };
    private readonly List<string> _found = [];
    private readonly RestlessFiles _files;

    public RestlessFilesTests() => _files = new RestlessFiles(path => _changed[path]);

    [Fact]
    public void Cutting_OneThatChangesInEveryCheck_CutsOffTwoAndNotTheThird()
    {
        Assert.Equal(["state.json"], Cut("state.json"));
        Assert.Equal(["state.json"], Cut("state.json"));
        Assert.Empty(Cut("state.json"));
        Assert.Empty(Cut("state.json"));
        Assert.Equal(["state.json"], _found); // It is said once.
    }

    [Fact]
    public void Cutting_SourceBesideARestlessOne_StillCuts()
    {
        Cut("state.json");
        Cut("state.json");

        Assert.Equal(["lb.py"], Cut("state.json", "lb.py"));
    }

    [Fact]
    public void Cutting_SavesWithAWholeCheckBetweenThem_AlwaysCut()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(["lb.py"], Cut("lb.py"));
            _files.CheckEnded();
        }
    }

    /// <summary>News of what the program wrote last may come when it is gone.</summary>
    [Fact]
    public void ChangedSince_RestlessOneAfterTheCheck_IsNewsOnlyWhenSomebodySavesIt()
    {
        Cut("state.json");
        Cut("state.json");
        Cut("state.json");
        _files.CheckEnded();
        Assert.Empty(_files.ChangedSince(["state.json"]));

        _changed["state.json"] += TimeSpan.FromSeconds(1);
        Assert.Equal(["state.json"], _files.ChangedSince(["state.json"]));
    }

    [Fact]
    public void ChangedSince_AnyOther_IsNews() => Assert.Equal(["lb.py"], _files.ChangedSince(["lb.py"]));

    private IReadOnlyList<string> Cut(params string[] changed) => _files.Cutting(changed, _found.Add);
}
