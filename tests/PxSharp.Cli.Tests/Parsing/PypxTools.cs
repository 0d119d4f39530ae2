namespace PxSharp.Cli.Tests.Parsing;

/// <summary>The options of pypx 3.12.6's tools: names parted by |, with = when they take a value.</summary>
/// <remarks>
/// Also those that only its synopses name: --debugToDir, --imageFileTemplate, --csvSummarise, --logdir.
/// </remarks>
internal static class PypxTools
{
    private const string Common = "-v|--verbosity= -x|--desc -y|--synopsis -h|--help --version";

    private const string Debug = "--debugToDir=";

    private const string Keys = "--AccessionNumber= --PatientID= --PatientName= --PatientSex= --StudyDate= "
        + "--ModalitiesInStudy= --Modality= --PerformedStationAETitle= --StudyDescription= --SeriesDescription= "
        + "--SeriesInstanceUID= --StudyInstanceUID= --ProtocolName= --AcquisitionProtocolName= "
        + "--AcquisitionProtocolDescription=";

    private const string Pacs = "--aet= --aec= --serverIP= --serverPort=";

    private const string Files = "-p|--xcrdir= -f|--xcrfile= --xcrdirfile= --parseAllFilesWithSubStr=";

    private const string Templates = "--rootDirTemplate= --studyDirTemplate= --seriesDirTemplate= --imageTemplate= "
        + "--imageFileTemplate=";

    private const string Then = "--withFeedBack --then= --thenArgs= --intraSeriesRetrieveDelay= --move --json "
        + "--waitForUserTerminate";

    /// <summary>By tool.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<PypxOption>> Options { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["px-echo"] = $"{Pacs} --echoscu= {Debug}",
            ["px-find"] = $"--JSONargs= --db= --PACS= --CUBE= --swift= {Pacs} --findscu= --movescu= --StudyOnly "
                + $"--QueryReturnTags= {Keys} {Then} {Debug}",
            ["px-do"] = $"--reportData= --reportDataFile= --db= {Then} {Debug}",
            ["px-move"] = $"{Pacs} --movescu= --SeriesInstanceUID= --StudyInstanceUID= {Debug}",
            ["px-listen"] = $"-t|--tmpdir= -l|--logdir= -d|--datadir= -e|--executable= {Debug}",
            ["px-repack"] = $"--JSONargs= {Files} -l|--logdir= -d|--datadir= {Templates} --cleanup --debug",
            ["px-report"] = "--reportData= --reportDataFile= --dblogbasepath= --colorize= --printReport= "
                + "--csvPrintHeaders --csvPrettify --csvSummarize --csvSeparator= --reportLayout= --seriesSpecial= "
                + "--reportHeaderStudyTags= --reportHeaderSeriesTags= --reportBodySeriesTags= --json "
                + $"--csvSummarise {Debug}",
            ["px-status"] = "--dblogbasepath= --db= --SeriesInstanceUID= --StudyInstanceUID= --verifySeriesInStudy "
                + $"--json {Debug}",
            ["px-smdb"] = "--JSONargs= -p|--xcrdir= -f|--xcrfile= --xcrdirfile= --action= --actionArgs= -l|--logdir= "
                + $"{Keys} --cleanup --debug",
            ["px-push"] = $"--JSONargs= --db= {Files} --swift= --swiftIP= --swiftPort= --swiftLogin= "
                + $"--swiftServicesPACS= --swiftPackEachDICOM --storeBaseLocation= --json {Templates} {Debug}",
            ["px-register"] = $"--JSONargs= --db= --logdir= --upstreamFile= --upstream= {Files} --localFileList= "
                + "--objectFileList= --PACS= --CUBE= --CUBEURL= --CUBEusername= --CUBEuserpasswd= "
                + $"--swiftServicesPACS= --cleanup --debug --json {Templates}",
            ["pfstorage"] = "--storeBaseLocation= --swiftIP= --swiftPort= --swiftLogin= --upstreamFile= --upstream= "
                + "--do= --action= --args= --test --debugToDir= --type= --json",
        }.ToDictionary(
            tool => tool.Key,
            tool => (IReadOnlyList<PypxOption>)[.. $"{tool.Value} {Common}".Split(' ').Select(PypxOption.Parse)],
            StringComparer.Ordinal);
}
