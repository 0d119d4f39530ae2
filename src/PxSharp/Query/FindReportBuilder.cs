using System.Text.Json.Nodes;
using PxSharp.Network.Associations;

namespace PxSharp.Query;

/// <summary>Gathers what a query finds into the form that pypx prints.</summary>
/// <param name="query">What is looked for.</param>
/// <param name="peer">Who is asked.</param>
/// <param name="findscu">The findscu that the told commands name.</param>
public sealed class FindReportBuilder(
    FindQuery query, AssociationOptions peer, string findscu = FindscuCommand.DefaultExecutable)
{
    private readonly List<FoundStudy> _studies = [];

    /// <summary>Adds a study, and gives it in the form that pypx prints.</summary>
    public FoundStudy Add(StudyResult study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var command = study.Series is null ? "" : Command(QueryIdentifier.Series(query, study.StudyInstanceUID));
        var found = new FoundStudy(
            study.Index, ResultTags.Of(study.Dataset),
            study.Series?.Select(one => new FoundSeries(one.Index, ResultTags.Of(one.Dataset), command)
            {
                SOPInstanceUIDs = one.Instances?.Select(instance => instance.SOPInstanceUID).ToArray(),
            }).ToArray());
        _studies.Add(found);
        return found;
    }

    /// <summary>The report on all that was added.</summary>
    /// <param name="args">The options of the command, by pypx' names; null to tell none.</param>
    /// <param name="then">What the <c>--then</c> actions did; null when there were none.</param>
    public FindReport Build(JsonObject? args = null, JsonObject? then = null) => new()
    {
        Command = Command(QueryIdentifier.Study(query)),
        Studies = [.. _studies],
        StudyOnly = query.StudyOnly,
        Args = args,
        Then = then,
    };

    /// <summary>The report on a query that failed; what was found before is not in it, as pypx has it.</summary>
    /// <param name="error">What went wrong, one plain line.</param>
    /// <param name="returnCode">The exit code of the command.</param>
    public FindReport BuildFailed(string error, int returnCode) => new()
    {
        Command = Command(QueryIdentifier.Study(query)),
        Error = error,
        StudyOnly = query.StudyOnly,
        ReturnCode = returnCode,
    };

    private string Command(Dicom.DicomDataset identifier) => FindscuCommand.Text(identifier, peer, findscu);
}
