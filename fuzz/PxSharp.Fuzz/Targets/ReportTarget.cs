using System.Text;
using System.Text.Json;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Registering;
using PxSharp.PfStorage;
using PxSharp.Query;
using PxSharp.Report;
using PxSharp.Then;

namespace PxSharp.Fuzz.Targets;

/// <summary>The JSON that pypx's programs, and px, pass through pipes to each other.</summary>
internal sealed class ReportTarget : ITarget
{
    private static readonly string[] Names =
    [
        "status", "command", "data", "args", "then", "returncode", "series", "tag", "value", "label", "uid",
        "SOPInstanceUIDs", "localFileList", "objectFileList", "event", "pushed", "file", "object", "action", "path",
        "retSpec", "substr", "packEachDICOM", "error", "success", "PatientName", "NumberOfSeriesRelatedInstances",
    ];

    public string Name => "report";

    public bool Allows(Exception exception) => false;

    public IEnumerable<byte[]> Words() =>
        [.. JsonWords.All, .. Names.Select(name => Encoding.ASCII.GetBytes($"\"{name}\":"))];

    public IEnumerable<byte[]> Seeds() =>
        ((string[])
        [
            """
            {"status":"success","command":"findscu","data":[{"uid":{"tag":0,"value":1,"label":"uid"},
             "PatientName":{"tag":"0010,0010","value":"Doe^Jane","label":"PatientName"},
             "series":[{"uid":{"tag":0,"value":2,"label":"uid"},
             "Modality":{"tag":"0008,0060","value":"MR","label":"Modality"},
             "SOPInstanceUIDs":{"tag":0,"value":"1.2\\1.3","label":"SOPInstanceUIDs"},
             "command":{"tag":0,"value":"findscu","label":"command"}}]}],"args":{"a":[1,null]},"then":{"b":{}}}
            """,
            """{"status":"error","data":"no","command":"x","returncode":1}""",
            """{"status":true,"localFileList":["/a/b.dcm"],"objectFileList":["SERVICES/PACS/b.dcm"]}""",
            """
            {"event":"pushed","file":"/a/b.dcm","object":"SERVICES/PACS/b.dcm","target":"t"}
            {"event":"failed","file":"/a/c.dcm","reason":"no"}
            """,
            """{"action":"ls","args":{"path":"SERVICES","retSpec":["name"],"substr":"x","packEachDICOM":true}}""",
            """{"action":"objPull","args":{"path":"a","toLocation":"%pack","fromLocation":"b"}}""",
        ]).Select(Encoding.UTF8.GetBytes);

    public void Run(byte[] input)
    {
        ReadReport(input);
        try
        {
            foreach (var file in PushedInput.Read(input))
                FindException.Unless(file.FilePath is not null && file.ObjectPath is not null, "a file without a name");
        }
        catch (CommandFailedException)
        {
        }
        var text = Encoding.UTF8.GetString(input);
        try
        {
            PfStorageRequest.Parse(text);
        }
        catch (FormatException)
        {
        }
        try
        {
            foreach (var step in ThenStep.Parse("report", text))
                _ = step.Text("path");
        }
        catch (FormatException)
        {
        }
    }

    private static void ReadReport(byte[] input)
    {
        FindReport report;
        try
        {
            report = FindJson.Read(input);
        }
        catch (JsonException)
        {
            return;
        }
        var studies = StudyReport.Of(report, ReportLayout.Default);
        using var stream = new MemoryStream();
        ReportJson.Write(stream, studies);
        using var text = new StringWriter();
        ReportText.Write(text, studies);
        ReportCsv.Write(text, ReportTable.OfSeries(studies, ReportLayout.Default));
        ReportCsv.Write(text, ReportTable.OfStudies(studies, ReportLayout.Default));
        var written = Written(report);
        FindException.Unless(
            Written(FindJson.Read(written)).AsSpan().SequenceEqual(written), "written again, it is something else");
    }

    private static byte[] Written(FindReport report)
    {
        using var stream = new MemoryStream();
        FindJson.Write(stream, report);
        return stream.ToArray();
    }
}
