using PxSharp.Interop.Tests.Peers;

namespace PxSharp.Packaging.Tests;

/// <summary>A stranger's project, which has the packages and nothing of this repository.</summary>
public sealed class ConsumerTests
{
    private const string Program = """
        using PxSharp.Dicom;
        using PxSharp.Network.Associations;
        using PxSharp.Query;
        using PxSharp.Simulator;

        var archive = SyntheticArchive.Create(new SyntheticArchiveOptions { Patients = 2 });
        var options = new SimulatedPacsOptions { Instances = archive.Instances };
        await using var sim = await SimulatedPacs.StartAsync(options);
        var peer = new AssociationOptions { Host = "127.0.0.1", Port = sim.Port, CalledAETitle = sim.AETitle };
        await using var pacs = new PacsQuery(peer);
        var query = new FindQuery { Keys = [new QueryKey(DicomTag.PatientID, "SIM1-0002")] };
        await foreach (var study in pacs.FindAsync(query))
            Console.WriteLine(study.Dataset.GetString(DicomTag.PatientID));
        await using (PxSharp.Index.SqliteIndex.Open(args[0]))
            Console.WriteLine(File.Exists(Path.Combine(args[0], "smdb.sqlite")));
        """;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="PxSharp" Version="{0}" />
            <PackageReference Include="PxSharp.Simulator" Version="{0}" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public async Task Builds_and_runs_with_the_packages()
    {
        using var directory = new TemporaryDirectory();
        WriteConfiguration(directory);
        var project = directory.Make("project");
        File.WriteAllText(directory["project", "Program.cs"], Program);
        File.WriteAllText(
            directory["project", "Consumer.csproj"],
            Project.Replace("{0}", Artifacts.Version, StringComparison.Ordinal));

        var built = await DotnetAsync(directory, "build", project, "-o", directory["out"], "-nologo", "-v:quiet");
        Assert.True(built.ExitCode == 0, built.Output);
        var run = await DotnetAsync(directory, directory["out", "Consumer.dll"], directory["log"]);

        Assert.Matches("^(SIM1-0002\n)+True\n$", run.Output);
    }

    [Fact]
    public async Task Installs_the_tool_and_runs_it()
    {
        using var directory = new TemporaryDirectory();
        WriteConfiguration(directory);

        var installed = await DotnetAsync(
            directory, "tool", "install", "PxSharp.Tool", "--version", Artifacts.Version, "--tool-path",
            directory["tools"], "--configfile", directory["nuget.config"]);
        Assert.True(installed.ExitCode == 0, installed.Output);
        var version = await Artifacts.RunAsync(directory["tools", "px"], "--version");
        var demo = await Artifacts.RunAsync(directory["tools", "px"], "demo");

        Assert.Equal($"px {Artifacts.Version}\n", version.Output);
        Assert.Equal(0, demo.ExitCode);
    }

    /// <summary>
    /// Ours from the local folder, the packages of others from where the build has put them; a PxSharp of the same
    /// version that is there too must not stand for the one under test.
    /// </summary>
    private static void WriteConfiguration(TemporaryDirectory directory)
    {
        var others = Directory.CreateDirectory(directory["others"]).FullName;
        var known = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in Directory.Exists(known) ? Directory.GetDirectories(known) : [])
        {
            var name = Path.GetFileName(package);
            if (!name.StartsWith("pxsharp", StringComparison.Ordinal))
            {
                Directory.CreateSymbolicLink(Path.Combine(others, name), package);
            }
        }

        File.WriteAllText(directory["nuget.config"], $"""
            <configuration>
              <packageSources><clear /><add key="ours" value="{Artifacts.Packages}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="others" value="{others}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    private static async Task<ToolResult> DotnetAsync(
        TemporaryDirectory directory, params IReadOnlyList<string> arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = directory["packages"],
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
        };
        await using var child = ChildProcess.Start("dotnet", arguments, environment);
        var exitCode = await child.WaitForExitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        return new ToolResult(exitCode, child.StandardOutput, child.Output);
    }
}
