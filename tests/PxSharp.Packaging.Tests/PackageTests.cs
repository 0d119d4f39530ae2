using System.IO.Compression;
using System.Xml.Linq;

namespace PxSharp.Packaging.Tests;

public sealed class PackageTests
{
    public static TheoryData<string, string[]> Libraries => new()
    {
        { "PxSharp.Dicom", [] },
        { "PxSharp.Network", ["PxSharp.Dicom"] },
        { "PxSharp.Simulator", ["PxSharp.Network"] },
    };

    [Theory]
    [InlineData("PxSharp.Dicom")]
    [InlineData("PxSharp.Network")]
    [InlineData("PxSharp")]
    [InlineData("PxSharp.Simulator")]
    [InlineData("PxSharp.Tool")]
    public void A_package_has_a_readme_a_licence_a_description_and_symbols(string id)
    {
        using var package = Open(id);
        var metadata = Metadata(package);

        Assert.Equal(Artifacts.Version, Text(metadata, "version"));
        Assert.Equal("MIT", Text(metadata, "license"));
        Assert.NotEmpty(Text(metadata, "description"));
        Assert.NotNull(package.GetEntry(Text(metadata, "readme")));
        Assert.True(File.Exists(Path.Combine(Artifacts.Packages, $"{id}.{Artifacts.Version}.snupkg")));
    }

    [Theory]
    [InlineData("PxSharp.Dicom")]
    [InlineData("PxSharp.Network")]
    [InlineData("PxSharp")]
    [InlineData("PxSharp.Simulator")]
    public void A_library_has_its_documentation(string id)
    {
        using var package = Open(id);

        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.dll"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.xml"));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_depends_on_what_lies_below_it_and_on_nothing_else(string id, string[] dependencies)
    {
        using var package = Open(id);

        Assert.Equal(dependencies, Metadata(package).Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value));
    }

    [Theory]
    [InlineData("PxSharp.Dicom")]
    [InlineData("PxSharp.Network")]
    [InlineData("PxSharp")]
    [InlineData("PxSharp.Simulator")]
    public void Symbols_hold_the_sources_and_do_not_name_the_directory_of_the_build(string id)
    {
        using var symbols = ZipFile.OpenRead(Path.Combine(Artifacts.Packages, $"{id}.{Artifacts.Version}.snupkg"));
        using var stream = symbols.GetEntry($"lib/net10.0/{id}.pdb")!.Open();
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        using var provider = System.Reflection.Metadata.MetadataReaderProvider.FromPortablePdbStream(
            new MemoryStream(whole.ToArray()));
        var reader = provider.GetMetadataReader();
        var embedded = new Guid("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

        foreach (var handle in reader.Documents)
        {
            var name = reader.GetString(reader.GetDocument(handle).Name);
            Assert.StartsWith("/_", name, StringComparison.Ordinal);
            Assert.Contains(
                reader.GetCustomDebugInformation(handle),
                information => reader.GetGuid(reader.GetCustomDebugInformation(information).Kind) == embedded);
        }
    }

    private static ZipArchive Open(string id) =>
        ZipFile.OpenRead(Path.Combine(Artifacts.Packages, $"{id}.{Artifacts.Version}.nupkg"));

    private static XElement Metadata(ZipArchive package)
    {
        using var nuspec = package.Entries.Single(
            entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string Text(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name).Value;
}
