using PxSharp.Dicom;

namespace PxSharp.Cube.Registration;

/// <summary>Reads of a file what CUBE is to be told.</summary>
internal sealed class CandidateReader
{
    // Nothing that is registered comes near this; a longer value need not be in memory.
    private const int LongestValue = 1 << 16;

    private readonly RegisterOptions _options;
    private readonly DicomReadOptions _read;

    public CandidateReader(RegisterOptions options)
    {
        _options = options;
        var last = DicomTag.SeriesInstanceUID;
        foreach (var tag in options.Layout.RequiredTags)
            last = tag > last ? tag : last;
        _read = new DicomReadOptions { StopBefore = new DicomTag(last.Value + 1), MaxKeptLength = LongestValue };
    }

    /// <summary>Reads the head of a file: what it has, or why it has nothing.</summary>
    public (RegistrationFields? Fields, string? Fault) Read(RegistrationFile file)
    {
        try
        {
            var head = DicomFile.Read(file.FilePath, _read).Dataset;
            var path = file.ObjectPath ?? ServicesPath.Of(_options.PacsName, _options.Layout, head);
            return (RegistrationFields.Of(head, _options.PacsName, path), null);
        }
        catch (Exception exception) when (exception is DicomException or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }
}
