using System.Reflection;
using Xunit;

namespace PxSharp.Cli.Tests.Architecture;

/// <summary>The arrows of the house: who may know whom, by the assemblies as built and by the project files.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> _mayKnow = new()
    {
        ["PxSharp.Dicom.Generator"] = [],
        ["PxSharp.Dicom"] = [],
        ["PxSharp.Network"] = ["PxSharp.Dicom"],
        ["PxSharp"] = ["PxSharp.Dicom", "PxSharp.Network"],
        ["PxSharp.Simulator"] = ["PxSharp.Dicom", "PxSharp.Network"],
        ["PxSharp.Cli"] = ["PxSharp", "PxSharp.Dicom", "PxSharp.Network", "PxSharp.Simulator"],
        ["PxSharp.Server"] = ["PxSharp", "PxSharp.Dicom", "PxSharp.Network"],
    };

    public static TheoryData<string> Projects => [.. SourceProject.All.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_those_below_it(string name)
    {
        Assert.True(_mayKnow.ContainsKey(name), $"{name} has no place in the house yet: say here what it may know.");

        Assert.Empty(SourceProject.Of(name).ProjectReferences.Except(_mayKnow[name]));
    }

    [Theory]
    [InlineData("PxSharp.Dicom", "PxSharp.Dicom")]
    [InlineData("PxSharp.Network", "PxSharp.Network")]
    [InlineData("PxSharp", "PxSharp")]
    [InlineData("PxSharp.Simulator", "PxSharp.Simulator")]
    [InlineData("PxSharp.Cli", "px")]
    public void An_assembly_uses_only_those_below_it(string name, string assembly)
    {
        var used = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(reference => reference is "px" || reference.StartsWith("PxSharp", StringComparison.Ordinal));

        Assert.Empty(used.Except(_mayKnow[name]));
    }

    [Theory]
    [InlineData("PxSharp.Dicom", "PxSharp.Dicom.DicomFile")]
    [InlineData("PxSharp.Network", "PxSharp.Network.AETitle")]
    [InlineData("PxSharp", "PxSharp.Repack.Repacker")]
    [InlineData("PxSharp.Simulator", "PxSharp.Simulator.SimulatedPacs")]
    public void What_a_library_offers_to_others_is_tracked_in_a_text_file(string name, string type)
    {
        var directory = Path.Combine(DocumentationTests.Root, "src", name);

        string[] tracked =
        [
            .. File.ReadAllLines(Path.Combine(directory, "PublicAPI.Shipped.txt")),
            .. File.ReadAllLines(Path.Combine(directory, "PublicAPI.Unshipped.txt")),
        ];
        Assert.Contains(type, tracked);
    }

    [Theory]
    [InlineData("PxSharp.Dicom")]
    [InlineData("PxSharp.Network")]
    public void The_two_lower_layers_take_no_package(string name)
    {
        Assert.Empty(SourceProject.Of(name).PackageReferences.Except(["Microsoft.Extensions.Logging.Abstractions"]));
    }

    [Theory]
    [InlineData("PxSharp.Dicom")]
    [InlineData("PxSharp.Network")]
    public void The_two_lower_layers_use_nothing_but_the_runtime_libraries_and_each_other(string name)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        var foreign = Assembly.Load(name).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Except(["PxSharp.Dicom", "Microsoft.Extensions.Logging.Abstractions"])
            .Where(reference => !File.Exists(Path.Combine(runtime, reference + ".dll")));

        Assert.Empty(foreign);
    }

    [Fact]
    public void Every_project_of_the_house_is_seen_here()
    {
        string[] house = ["PxSharp", "PxSharp.Cli", "PxSharp.Dicom", "PxSharp.Network", "PxSharp.Simulator"];

        Assert.Empty(house.Except(SourceProject.All.Select(project => project.Name)));
    }
}
