using PxSharp.Dicom;

namespace PxSharp.Index;

/// <summary>
/// A UID that stands for two things: what a peer sent does not agree with what it, or another, sent before.
/// </summary>
/// <param name="Tag">
/// <see cref="DicomTag.SOPInstanceUID"/> (of two files), <see cref="DicomTag.SeriesInstanceUID"/> (in two studies) or
/// <see cref="DicomTag.StudyInstanceUID"/> (of two patients).
/// </param>
/// <param name="UID">The UID.</param>
/// <param name="Earlier">The path, Study Instance UID or Patient ID that was known with it.</param>
/// <param name="Now">The one that came now.</param>
public sealed record UIDCollision(DicomTag Tag, string UID, string Earlier, string Now)
{
    /// <summary>One plain line: what collides, and what became of it.</summary>
    public string Message => Tag == DicomTag.SOPInstanceUID
        ? $"instance {UID} was filed as {Earlier} before, and is now {Now}: both files stay, the newer one counts"
        : Tag == DicomTag.SeriesInstanceUID
            ? $"series {UID} is in study {Earlier}, and now in study {Now} too: both are kept apart"
            : $"study {UID} is of {Patient(Earlier)}, and now of {Patient(Now)} too: both are kept apart";

    private static string Patient(string id) => id.Length == 0 ? "a patient without ID" : $"patient {id}";
}
