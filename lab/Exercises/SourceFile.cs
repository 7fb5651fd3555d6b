namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>A file of a starter.</summary>
/// <param name="Path">Where it stands in the starter, with slashes: <c>shared/Net/Pump.cs</c>.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The name without the folders: one type a file, so it is unique.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
