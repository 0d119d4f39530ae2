using System.Globalization;
using System.Text.Json.Nodes;
using PxSharp.Network.Associations;

namespace PxSharp.Cli.Retrieving;

/// <summary>The <c>args</c> of pypx's JSON: every option by pypx's internal name.</summary>
internal static class PypxArguments
{
    /// <summary>In pypx's order; the options without a value here are empty texts, as pypx has them.</summary>
    private static readonly string[] Names =
    [
        "JSONargString", "dblogbasepath", "PACS", "CUBE", "swift", "aet", "aec", "serverIP", "serverPort", "findscu",
        "movescu", "StudyOnly", "QueryReturnTags", "AccessionNumber", "PatientID", "PatientName", "PatientSex",
        "StudyDate", "ModalitiesInStudy", "Modality", "PerformedStationAETitle", "StudyDescription",
        "SeriesDescription", "SeriesInstanceUID", "StudyInstanceUID", "ProtocolName", "AcquisitionProtocolName",
        "AcquisitionProtocolDescription", "withFeedBack", "then", "thenArgs", "intraSeriesRetrieveDelay", "move",
        "json", "verbosity", "desc", "synopsis", "b_version", "b_waitForUserTerminate",
    ];

    /// <summary>Where pypx's name is not its option's.</summary>
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["JSONargString"] = "--JSONargs",
        ["dblogbasepath"] = "--db",
        ["PACS"] = "--pacs",
        ["b_version"] = "--version",
        ["b_waitForUserTerminate"] = "--waitForUserTerminate",
    };

    /// <summary>What pypx has where nothing is given.</summary>
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["findscu"] = "/usr/bin/findscu",
        ["movescu"] = "/usr/bin/movescu",
        ["intraSeriesRetrieveDelay"] = "0",
    };

    /// <summary>The arguments of this invocation, and the query keys that pypx does not know after them.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="peer">The PACS, so that a program that reads this knows it even where it was given by name.</param>
    public static JsonObject Of(Invocation invocation, AssociationOptions peer)
    {
        var arguments = new JsonObject();
        foreach (var name in Names)
        {
            var option = Options.GetValueOrDefault(name, "--" + name);
            arguments[name] = name == "verbosity" ? invocation.Verbosity
                : invocation.FlagNamed(option) is { } flag ? flag
                : invocation.TextNamed(option) ?? Defaults.GetValueOrDefault(name, "");
        }

        arguments["aet"] = peer.CallingAETitle;
        arguments["aec"] = peer.CalledAETitle;
        arguments["serverIP"] = peer.Host;
        arguments["serverPort"] = peer.Port.ToString(CultureInfo.InvariantCulture);
        foreach (var key in invocation.QueryKeys.Where(key => !arguments.ContainsKey(key.Keyword)))
        {
            arguments[key.Keyword] = key.Value;
        }

        return arguments;
    }
}
