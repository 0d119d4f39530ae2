using System.Buffers;
using Microsoft.Win32.SafeHandles;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Storage;

namespace PxSharp.Receive;

/// <summary>Takes one instance: a buffer, then a temporary file, then the final name.</summary>
internal sealed class InstanceReceiver : IStoreReceiver
{
    private const int BufferLength = 256 * 1024;

    /// <summary>A fragment of this length goes to the file without a stay in the buffer.</summary>
    private const int LargeFragment = 64 * 1024;

    private readonly InstanceWriter _writer;
    private readonly StoreRequest _request;
    private readonly int _headerLength;
    private readonly DicomDatasetCheck? _check;
    private byte[]? _buffer;
    private int _buffered;
    private SafeFileHandle? _file;
    private string? _temporary;
    private long _written;
    private InstanceHead? _head;
    private DicomException? _broken;
    private StoreResult? _failure;
    private string? _reason;
    private bool _isDone;

    public InstanceReceiver(InstanceWriter writer, StoreRequest request)
    {
        _writer = writer;
        _request = request;
        var header = DicomFile.BuildPreambleAndMeta(
            request.SOPClassUID, request.SOPInstanceUID, request.TransferSyntaxUID, request.CallingAETitle);
        _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        header.CopyTo(_buffer, 0);
        _headerLength = _buffered = header.Length;
        // What is deflated cannot be followed as it comes: it is looked through at the end.
        if (!TransferSyntax.IsDeflated)
            _check = new DicomDatasetCheck(TransferSyntax);
    }

    private TransferSyntax TransferSyntax => TransferSyntax.Of(_request.TransferSyntaxUID);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
    {
        try
        {
            if (IsSound(fragment.Span))
                Write(fragment.Span);
            return ValueTask.CompletedTask;
        }
        catch (Exception exception)
        {
            _failure = Explain(exception);
            throw;
        }
    }

    public async ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken)
    {
        var result = await TryCompleteAsync();
        _isDone = true;
        if (!result.Status.IsSuccess)
        {
            _writer.Report(new InstanceRefused(
                _request.SOPInstanceUID, _request.CallingAETitle, _request.RemoteAddress, result.Status,
                _reason ?? result.ErrorComment ?? ""));
        }
        return result;
    }

    public ValueTask DisposeAsync()
    {
        _file?.Dispose();
        if (_temporary is not null)
            Discard(_temporary);
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        if (!_isDone)
        {
            _isDone = true;
            _writer.Report(new InstanceRefused(
                _request.SOPInstanceUID, _request.CallingAETitle, _request.RemoteAddress, _failure?.Status,
                _reason ?? "the association ended before the instance was whole"));
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether the data set has been one so far; of one that has not, nothing more is written.</summary>
    private bool IsSound(ReadOnlySpan<byte> fragment)
    {
        try
        {
            if (_broken is null)
                _check?.Write(fragment);
        }
        catch (DicomException exception)
        {
            _broken = exception;
        }
        return _broken is null;
    }

    private void Write(ReadOnlySpan<byte> fragment)
    {
        var buffer = _buffer!;
        while (!fragment.IsEmpty)
        {
            if (_buffered == 0 && fragment.Length >= LargeFragment && _file is not null)
            {
                WriteToFile(fragment);
                return;
            }
            var length = Math.Min(fragment.Length, buffer.Length - _buffered);
            fragment[..length].CopyTo(buffer.AsSpan(_buffered));
            _buffered += length;
            fragment = fragment[length..];
            if (_buffered == buffer.Length)
                Flush();
        }
    }

    private void Flush()
    {
        if (_file is null)
        {
            _head = TryReadHead();
            _file = _writer.DataRoot.CreateTemporary(_request.SOPInstanceUID, out _temporary);
        }
        WriteToFile(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    private void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file!, bytes, _written);
        _written += bytes.Length;
    }

    private async ValueTask<StoreResult> TryCompleteAsync()
    {
        try
        {
            if (_broken is not null)
                return Explain(_broken);
            _check?.Complete();
            if (_file is null)
                _head = TryReadHead() ?? ReadHeadOfWhole();
            if (_buffered > 0)
                Flush();
            if (TransferSyntax.IsDeflated)
                DicomDatasetCheck.Run(_file!, _headerLength, TransferSyntax);
            _head ??= ReadHeadOfFile();
            if (CheckIdentity(_head) is { } mismatch)
                return mismatch;
            await _writer.FinishAsync(Place, _head, _request);
            return StoreResult.Success;
        }
        catch (Exception exception) when (exception
            is DicomException or IOException or UnauthorizedAccessException or IndexException
                or ObjectDisposedException)
        {
            return Explain(exception);
        }
    }

    /// <summary>What the peer is told. Our log gets the whole of it, with paths.</summary>
    private StoreResult Explain(Exception exception)
    {
        _reason = exception.Message;
        return exception is IndexException or ObjectDisposedException
            ? new StoreResult(DimseStatus.OutOfResources, "the tracking database cannot be written")
            : StoreResult.FromException(exception);
    }

    private PlacedFile Place()
    {
        if (_writer.DataRoot.Durability == Durability.Disk)
            RandomAccess.FlushToDisk(_file!);
        _file!.Dispose();
        var placed = _writer.DataRoot.Place(_temporary!, _head!.RelativePath, _request.SOPInstanceUID, _written);
        _temporary = null;
        return placed;
    }

    /// <summary>The head, if it lies in the first buffer; null when more is to be read for it.</summary>
    private InstanceHead? TryReadHead()
    {
        try
        {
            return DicomDatasetReader.TryReadHead(
                _buffer.AsMemory(_headerLength, _buffered - _headerLength), TransferSyntax, out var head,
                _writer.HeadOptions)
                ? _writer.Describe(head)
                : null;
        }
        catch (DicomFormatException)
        {
            // A deflated beginning need not inflate. What is wrong for good shows once everything is here.
            return null;
        }
    }

    private InstanceHead ReadHeadOfWhole() => _writer.Describe(DicomDatasetReader.Read(
        _buffer.AsMemory(_headerLength, _buffered - _headerLength), TransferSyntax, _writer.HeadOptions));

    private InstanceHead ReadHeadOfFile() => _writer.Describe(
        DicomDatasetReader.Read(_file!, _headerLength, TransferSyntax, _writer.HeadOptions));

    private StoreResult? CheckIdentity(InstanceHead head)
    {
        if (head.SOPInstanceUID.Length == 0)
            return new StoreResult(DimseStatus.DataSetDoesNotMatchSOPClass, "the data set has no SOP Instance UID");
        if (head.SOPInstanceUID != _request.SOPInstanceUID)
            return Mismatch("SOP Instance UID", head.SOPInstanceUID, _request.SOPInstanceUID);
        if (head.SOPClassUID != _request.SOPClassUID)
            return Mismatch("SOP Class UID", head.SOPClassUID, _request.SOPClassUID);
        return null;
    }

    private static StoreResult Mismatch(string what, string inDataset, string announced)
        => new(
            DimseStatus.DataSetDoesNotMatchSOPClass,
            $"{what} of the data set is '{inDataset}', announced was '{announced}'");

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It lies among the unfinished files and goes with them.
        }
    }
}
