namespace LearnLoadBalancer.Tests.Docs.Markdown;

/// <summary>A link to something in the repository.</summary>
/// <param name="Line">Where it stands, counted from 1.</param>
/// <param name="Target">As written: a path from the file, an anchor, or both.</param>
internal sealed record Link(int Line, string Target);
