namespace PxSharp.Retrieve;

/// <summary>The unique keys of a series.</summary>
internal readonly record struct SeriesKey(string StudyInstanceUID, string SeriesInstanceUID)
{
    internal static SeriesKey Of(RetrieveTarget target) =>
        new(target.Study.StudyInstanceUID, target.Series.SeriesInstanceUID);
}
