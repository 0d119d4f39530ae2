using PxSharp.Dicom;
using PxSharp.Sources;
using PxSharp.Storage;

namespace PxSharp.Push;

/// <summary>Reads what a file holds, as far as a target needs to know.</summary>
internal sealed class PushHead
{
    // No value that a name is made of comes near this; a longer one need not be in memory.
    private const int LongestValue = 1 << 20;

    private readonly IPushTarget _target;
    private readonly DicomReadOptions _options;

    public PushHead(IPushTarget target)
    {
        _target = target;
        var last = target.RequiredTags.Append(DicomTag.SeriesInstanceUID).Max();
        _options = new DicomReadOptions { StopBefore = new DicomTag(last.Value + 1), MaxKeptLength = LongestValue };
    }

    /// <summary>What the file holds; or why nothing can be done with it.</summary>
    public InstanceNotPushed? Read(SourceFile source, out PushInstance? instance)
    {
        instance = null;
        if (source.Fault is { } fault)
            return Failed(source, PushFailure.Source, fault);
        try
        {
            using var opened = RegularFile.OpenRead(source.FilePath);
            var file = DicomFile.Read(opened, _options);
            // What the database has was whole when it was recorded.
            if (source.Instance is null)
                DicomDatasetCheck.Run(opened, file.DatasetOffset, file.TransferSyntax);
            var head = file.Dataset;
            var found = new PushInstance(source.FilePath)
            {
                Length = RandomAccess.GetLength(opened),
                DatasetOffset = file.DatasetOffset,
                SOPInstanceUID = head.GetString(DicomTag.SOPInstanceUID) ?? "",
                SOPClassUID = head.GetString(DicomTag.SOPClassUID) ?? "",
                TransferSyntaxUID = file.TransferSyntax.UID,
                StudyInstanceUID = head.GetString(DicomTag.StudyInstanceUID) ?? "",
                SeriesInstanceUID = head.GetString(DicomTag.SeriesInstanceUID) ?? "",
                ObjectName = _target.NameOf(head),
            };
            if (found.SOPInstanceUID.Length == 0 || found.SOPClassUID.Length == 0)
            {
                return Failed(
                    source, PushFailure.NotAnInstance, "it has no SOP Class UID or no SOP Instance UID");
            }
            instance = found;
            return null;
        }
        catch (DicomException exception)
        {
            return Failed(source, PushFailure.NotAnInstance, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed(source, PushFailure.Source, RegularFile.Describe(source.FilePath, exception));
        }
    }

    private static InstanceNotPushed Failed(SourceFile source, PushFailure failure, string reason)
        => new(source.FilePath, null, failure, reason) { SeriesInstanceUID = source.Instance?.SeriesInstanceUID };
}
