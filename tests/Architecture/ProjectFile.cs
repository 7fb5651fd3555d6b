using System.Xml.Linq;

namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>A project as its file describes it.</summary>
internal sealed class ProjectFile(string path)
{
    private readonly XDocument _content = XDocument.Load(path);

    /// <summary>The name of the folder it is in: <c>shared</c>, <c>level1-basic</c>.</summary>
    public string Folder { get; } = Path.GetFileName(Path.GetDirectoryName(path)!);

    /// <summary>The name of its assembly: that of the file, unless it says otherwise.</summary>
    public string AssemblyName =>
        _content.Descendants("AssemblyName").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(path);

    /// <summary>The folders of the projects it references.</summary>
    public IEnumerable<string> ReferencedFolders =>
        _content.Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(include => Path.GetFileName(Path.GetDirectoryName(include)!));

    /// <summary>The packages it references.</summary>
    public IEnumerable<XElement> Packages => _content.Descendants("PackageReference");

    /// <inheritdoc/>
    public override string ToString() => Folder;
}
