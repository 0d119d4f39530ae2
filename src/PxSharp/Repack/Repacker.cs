using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Paths;
using PxSharp.Receive;
using PxSharp.Sources;
using PxSharp.Storage;

namespace PxSharp.Repack;

/// <summary>Copies DICOM files that are on disk already to their final place, and records them.</summary>
/// <remarks>
/// A file is copied under a temporary name and the copy looked through to its end before it gets its final name: what
/// is not DICOM or not whole is named and left alone. Doing it again changes nothing. Files that lie at their final
/// place already are only recorded, so that an index can be made anew from its data root. What a process that was
/// killed had named, but not recorded yet, is recorded first.
/// </remarks>
public sealed class Repacker
{
    private readonly DataRoot _dataRoot;
    private readonly IIndex _index;
    private readonly PathLayout _layout;
    private readonly TimeProvider _time;
    private readonly FileCopier _copier;
    private readonly DicomReadOptions _headOptions;

    /// <summary>Makes a repacker; the data root and the index stay the caller's.</summary>
    /// <param name="dataRoot">Where instances go, and how durably.</param>
    /// <param name="index">Where they are recorded.</param>
    /// <param name="layout">Their paths; pypx's when null.</param>
    /// <param name="time">Gives the times of arrival; the system's clock when null.</param>
    public Repacker(DataRoot dataRoot, IIndex index, PathLayout? layout = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(dataRoot);
        _dataRoot = dataRoot;
        _index = index;
        _layout = layout ?? PathLayout.Default;
        _time = time ?? TimeProvider.System;
        _copier = new FileCopier(dataRoot);
        _headOptions = InstanceHead.ReadOptions(_layout);
    }

    /// <summary>Repacks a file or a directory: one event for each file, in the order in which they are done.</summary>
    /// <exception cref="ArgumentException">Sources are to be removed, but the data root is not durable.</exception>
    /// <remarks>Leaving the stream early finishes the files under way and stops.</remarks>
    public IAsyncEnumerable<RepackEvent> RunAsync(
        RepackOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.RemoveSources && _dataRoot.Durability != Durability.Disk)
        {
            throw new ArgumentException(
                "sources are removed only when their copies survive the loss of power: use --durability disk",
                nameof(options));
        }
        return RunAllAsync(options, cancellationToken);
    }

    private async IAsyncEnumerable<RepackEvent> RunAllAsync(
        RepackOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await UnrecordedFiles.RecordAsync(_dataRoot, _index, _layout, _time, cancellationToken);
        var events = Channel.CreateBounded<RepackEvent>(new BoundedChannelOptions(256) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Parallelism,
            CancellationToken = stop.Token,
        };
        var work = Task.Run(
            async () =>
            {
                try
                {
                    await Parallel.ForEachAsync(
                        new DirectoryWalk(_dataRoot.Path, options.NameContains).Enumerate(options.Source), parallel,
                        async (source, token) => await events.Writer.WriteAsync(
                            source.Fault is { } fault
                                ? new FileLeftAlone(source.FilePath, LeftAloneReason.Failed, fault)
                                : await RepackAsync(source.FilePath, options.RemoveSources),
                            token));
                }
                finally
                {
                    events.Writer.Complete();
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken))
                yield return happened;
        }
        finally
        {
            await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await work;
    }

    private async ValueTask<RepackEvent> RepackAsync(string source, bool remove)
    {
        var reason = LeftAloneReason.NotDicom;
        string? temporary = null;
        var slot = -1;
        try
        {
            var before = new FileInfo(source);
            var (length, writtenAt) = (before.Length, before.LastWriteTimeUtc);
            using var opened = RegularFile.OpenRead(source);
            var file = DicomFile.Read(opened, _headOptions);
            var head = InstanceHead.Of(file.Dataset, _layout, _dataRoot.MaxPathLength);
            if (head.SOPInstanceUID.Length == 0 || head.SOPClassUID.Length == 0)
            {
                return new FileLeftAlone(
                    source, LeftAloneReason.NotAnInstance, "it has no SOP Class UID or no SOP Instance UID");
            }
            reason = LeftAloneReason.NotWhole;
            var size = _copier.CopyWhole(source, file, head, ref temporary);
            slot = _dataRoot.BeginPlacing(head.SOPInstanceUID, head.RelativePath);
            var placed = _dataRoot.Place(temporary, head.RelativePath, head.SOPInstanceUID, size);
            temporary = null;
            var sender = file.MetaInformation.GetString(DicomTag.SourceApplicationEntityTitle);
            var record = head.ToRecord(placed, file.TransferSyntax.UID, sender, _time.GetUtcNow());
            var collisions = await _index.AddAsync(record, CancellationToken.None);
            var isRemoved = remove
                && IsUnchanged(source, length, writtenAt)
                && TryRemove(source, _dataRoot.FullPath(placed.RelativePath));
            return new FileRepacked(source, record.Instance, placed.Outcome, isRemoved) { Collisions = collisions };
        }
        catch (DicomException exception)
        {
            return new FileLeftAlone(source, reason, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or IndexException)
        {
            return new FileLeftAlone(source, LeftAloneReason.Failed, RegularFile.Describe(source, exception));
        }
        finally
        {
            _dataRoot.EndPlacing(slot);
            if (temporary is not null)
                File.Delete(temporary);
        }
    }

    /// <summary>Whether nobody wrote to a source while it was copied: what came after is not in the copy.</summary>
    private static bool IsUnchanged(string source, long length, DateTime writtenAt)
    {
        var now = new FileInfo(source);
        return now.Exists && now.Length == length && now.LastWriteTimeUtc == writtenAt;
    }

    /// <summary>Removes a source, unless it is, by whatever name, the final file itself.</summary>
    private static bool TryRemove(string source, string final)
    {
        var aside = source + ".repacked";
        if (!Native.TryRename(source, aside))
            return false;
        if (File.Exists(final))
        {
            File.Delete(aside);
            return true;
        }
        Native.TryRename(aside, source);
        return false;
    }
}
