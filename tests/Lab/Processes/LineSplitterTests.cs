using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Processes;

public sealed class LineSplitterTests
{
    [Fact]
    public void Add_TextSplitAnywhere_GivesTheSameLines()
    {
        const string Text = "one\r\ntwo\n\nwith \r inside\nrest\r";
        for (int cut = 0; cut <= Text.Length; cut++)
        {
            var splitter = new LineSplitter();
            string[] lines = [.. splitter.Add(Text.AsMemory(0, cut)), .. splitter.Add(Text.AsMemory(cut))];
            Assert.Equal(["one", "two", "", "with \r inside"], lines);
            Assert.Equal("rest", splitter.TakeRest());
            Assert.Null(splitter.TakeRest());
        }
    }

    [Fact]
    public void Add_LineWithoutEnd_IsCut()
    {
        var splitter = new LineSplitter();
        for (int i = 0; i < 100; i++)
        {
            Assert.Empty(splitter.Add(new string('x', 1000).AsMemory()));
        }

        Assert.Equal([new string('x', LineSplitter.MaxLength), "next"], splitter.Add("\nnext\n".AsMemory()));
    }
}
