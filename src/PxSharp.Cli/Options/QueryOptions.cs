using System.CommandLine;

namespace PxSharp.Cli.Options;

/// <summary>The query keys that the help lists; any other keyword of PS3.6 is one too.</summary>
internal static class QueryOptions
{
    public static OptionGroup Group()
    {
        return new OptionGroup(
            "Query keys (any other DICOM keyword too: --BodyPartExamined HEAD)",
            Key("PatientID"),
            Key("PatientName", "\"Doe*\""),
            Key("PatientSex", "M|F|O"),
            Key("AccessionNumber"),
            Key("StudyDate", "DATE", "20230115, or a range 20230101-20230131"),
            Key("StudyDescription"),
            Key("StudyInstanceUID", "UID"),
            Key("ModalitiesInStudy", "MR"),
            Key("Modality", "MR", "at study level it becomes ModalitiesInStudy"),
            Key("PerformedStationAETitle", "TITLE"),
            Key("SeriesDescription"),
            Key("SeriesInstanceUID", "UID"),
            Key("ProtocolName"),
            Key("AcquisitionProtocolName"),
            Key("AcquisitionProtocolDescription"));
    }

    private static Option<string?> Key(string keyword, string valueName = "VALUE", string description = "") =>
        Make.Text("--" + keyword, valueName, description);
}
