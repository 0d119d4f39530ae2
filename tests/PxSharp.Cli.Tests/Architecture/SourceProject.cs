using System.Xml.Linq;

namespace PxSharp.Cli.Tests.Architecture;

/// <summary>A project file under src/, and what it refers to.</summary>
internal sealed class SourceProject
{
    private readonly XDocument _file;

    private SourceProject(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        _file = XDocument.Load(path);
    }

    public static IReadOnlyList<SourceProject> All { get; } =
    [
        .. Directory.EnumerateFiles(SourceDirectory(), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceProject(path)),
    ];

    public string Name { get; }

    /// <summary>The projects that it is built against; one that only generates code in it is none.</summary>
    public IEnumerable<string> ProjectReferences => _file.Descendants("ProjectReference")
        .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
        .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));

    public IEnumerable<string> PackageReferences => _file.Descendants("PackageReference")
        .Select(reference => (string)reference.Attribute("Include")!);

    public static SourceProject Of(string name) => All.Single(project => project.Name == name);

    private static string SourceDirectory()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PxSharp.slnx")))
                return Path.Combine(folder.FullName, "src");
        }
        throw new DirectoryNotFoundException("The tests do not lie below PxSharp.slnx.");
    }
}
