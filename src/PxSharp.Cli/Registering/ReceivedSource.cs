using PxSharp.Cli.Failures;
using PxSharp.Index;
using PxSharp.Sources;

namespace PxSharp.Cli.Registering;

/// <summary>What the tracking database has of a series or a study.</summary>
internal static class ReceivedSource
{
    /// <summary>The files.</summary>
    /// <exception cref="CommandFailedException">Nothing has been received of it.</exception>
    public static async Task<FileSource> OfAsync(
        IIndex index,
        string dataDirectory,
        string? studyInstanceUID,
        string? seriesInstanceUID,
        CancellationToken cancellationToken)
    {
        if (seriesInstanceUID is not null)
        {
            var series = studyInstanceUID is not null
                ? await index.FindSeriesAsync(seriesInstanceUID, studyInstanceUID, cancellationToken)
                    .ConfigureAwait(false)
                : await index.FindSeriesAsync(seriesInstanceUID, cancellationToken).ConfigureAwait(false);
            return series is { Received: > 0 }
                ? FileSource.OfSeries(index, dataDirectory, seriesInstanceUID)
                : throw Unknown($"series {seriesInstanceUID}");
        }

        var study = await index.FindStudyAsync(studyInstanceUID!, cancellationToken).ConfigureAwait(false);
        return study is { Received: > 0 }
            ? FileSource.OfStudy(index, dataDirectory, studyInstanceUID!)
            : throw Unknown($"study {studyInstanceUID}");
    }

    private static CommandFailedException Unknown(string what) =>
        new(ExitCode.BadData, $"nothing has been received of {what}");
}
