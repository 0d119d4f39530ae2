using PxSharp.Cli.Commands;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Retrieving;
using PxSharp.Cli.Terminals;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Network.Associations;
using PxSharp.Query;
using PxSharp.Retrieve;
using PxSharp.Simulator;
using PxSharp.Status;
using PxSharp.Storage;

namespace PxSharp.Cli.Demo;

/// <summary>The steps of the demo: the same calls as the commands make, on a PACS in this process.</summary>
internal sealed class DemoRun(Invocation invocation, BaseMount baseMount, bool isKept)
{
    private const string OurTitle = "PXDEMO";
    private const string PacsTitle = "SIMPACS";

    private Terminal Terminal => invocation.Terminal;

    /// <summary>Runs all steps; 0 only when every instance of the PACS is on disk.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        var archive = SyntheticArchive.Create();
        await using var pacs = await SimulatedPacs.StartAsync(
            new SimulatedPacsOptions { AETitle = PacsTitle, Instances = archive.Instances }, cancellationToken)
            .ConfigureAwait(false);
        var peer = new AssociationOptions
        {
            Host = "127.0.0.1",
            Port = pacs.Port,
            CallingAETitle = OurTitle,
            CalledAETitle = PacsTitle,
        };
        WriteIntroduction(archive, peer);

        Step(1, "Echo: is the PACS there?", "px echo");
        var echo = await EchoCommand.EchoAsync(peer, cancellationToken).ConfigureAwait(false);
        Terminal.WriteLine(echo.Status.IsSuccess
            ? $"{PacsTitle} answers, and accepts us as {OurTitle}"
            : $"{PacsTitle} answers: {echo.Status.Describe()}");

        Step(2, "Query: what does it have?", "px find");
        var query = new FindQuery { ReturnTags = [.. FindQuery.DefaultReturnTags, DicomTag.SeriesNumber] };
        var found = await PacsFinder.FindAsync(invocation, query, peer, arguments: null, cancellationToken)
            .ConfigureAwait(false);
        FindTable.Write(Terminal, found.Report, showsUIDs: false);

        Step(3, "Retrieve: the PACS sends, this process receives", "px retrieve --listen PORT");
        await using var session = await RetrieveSession.OpenAsync(
            peer,
            new RetrieveOptions { DataDirectory = baseMount.DataDirectory, PacsName = "demo" },
            baseMount,
            new SessionOptions(ListenPort: 0, Durability.Disk),
            cancellationToken).ConfigureAwait(false);
        pacs.AddDestination(OurTitle, "127.0.0.1", session.ReceiverPort);
        var targets = found.Studies.SelectMany(RetrieveTarget.Of).ToList();
        var outcome = await RetrieveDisplay.FollowAsync(
            session.RetrieveAsync(targets, cancellationToken), targets.Count, invocation)
            .ConfigureAwait(false);

        Step(4, "Check: is every instance of the PACS on disk?", null);
        var isWhole = await CheckAsync(peer, archive, cancellationToken).ConfigureAwait(false);

        Step(5, isKept ? "The files" : "The files, removed at the end (px demo --keep DIR keeps them)", null);
        FileTree.Write(Terminal, baseMount.DataDirectory);

        Step(6, "Status: what does the tracking database say?", "px status");
        await WriteStatusAsync(session.Index, cancellationToken).ConfigureAwait(false);
        WriteNext();
        return isWhole ? outcome.ExitCode : ExitCode.Incomplete;
    }

    private void WriteIntroduction(SyntheticArchive archive, AssociationOptions peer)
    {
        Terminal.WriteHeading("px demo: query, retrieve, receive and track, on a simulated PACS");
        Terminal.WriteLine();
        var modalities = archive.Series.Select(series => series.Modality).Distinct().Order(StringComparer.Ordinal);
        Terminal.WriteLine(
            $"{archive.Patients.Count} patients, {archive.Studies.Count} studies, {archive.Series.Count} series, "
            + $"{archive.InstanceCount} instances of {string.Join(", ", modalities)}, all made up.");
        Terminal.WriteLine(
            $"The PACS {peer.CalledAETitle} listens on {peer.Host}:{peer.Port}; we are {peer.CallingAETitle}.");
    }

    private void Step(int number, string title, string? command)
    {
        Terminal.WriteLine();
        Terminal.WriteLine(
            Terminal.Bold($"{number}. {title}") + (command is null ? "" : Terminal.Faint($"  ({command})")));
        Terminal.WriteLine();
    }

    /// <summary>
    /// Asks the PACS for every SOP Instance UID, and looks for each in the files themselves, not in the database.
    /// </summary>
    private async Task<bool> CheckAsync(
        AssociationOptions peer, SyntheticArchive archive, CancellationToken cancellationToken)
    {
        var promised = new HashSet<string>(StringComparer.Ordinal);
        await using (var pacs = new PacsQuery(peer))
        {
            foreach (var series in archive.Series)
            {
                var contents = await pacs
                    .ListInstancesAsync(
                        series.Study.StudyInstanceUID, series.SeriesInstanceUID, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
                promised.UnionWith(contents.Instances.Select(instance => instance.SOPInstanceUID));
            }
        }

        var onDisk = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(baseMount.DataDirectory, "*.dcm", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            onDisk.Add(DicomFile.ReadHead(path).Dataset.GetString(DicomTag.SOPInstanceUID) ?? "");
        }

        var here = promised.Count(onDisk.Contains);
        Terminal.WriteLine(
            $"The PACS lists {promised.Count} SOP Instance UIDs at IMAGE level; {here} of them are on disk.");
        foreach (var missing in promised.Except(onDisk))
        {
            invocation.WriteError($"missing {missing}");
        }

        return here == promised.Count && here == archive.InstanceCount && onDisk.Count == here;
    }

    private async Task WriteStatusAsync(IIndex index, CancellationToken cancellationToken)
    {
        var studies = new List<StudyStatus>();
        await foreach (var study in StudyStatus.ListAsync(index, null, cancellationToken).ConfigureAwait(false))
        {
            studies.Add(study);
        }

        StatusTable.WriteStudies(Terminal, studies);
        Terminal.WriteLine();
        Terminal.WriteLine(StatusTable.Totals(await index.GetTotalsAsync(cancellationToken).ConfigureAwait(false)));
    }

    private void WriteNext()
    {
        Terminal.WriteLine();
        Terminal.WriteHeading("Next, with your own PACS:");
        Terminal.WriteLine();
        // As the reader has just called it, from the sources.
        var px = invocation.Surroundings.Variable("PX_CALLED_AS") == "./px" ? "./px" : "px";
        Terminal.WriteLine($"  {px} pacs add work --aec ITS_TITLE --aet YOUR_TITLE --host 10.1.2.3 --port 104");
        Terminal.WriteLine($"  {px} find --pacs work --PatientID 1234567");
        Terminal.WriteLine($"  {px} retrieve --pacs work --PatientID 1234567 --listen 11113");
    }
}
