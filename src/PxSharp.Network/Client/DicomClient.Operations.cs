using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Client;

public sealed partial class DicomClient
{
    /// <summary>How long to look for an A-ABORT that says why the peer hung up on us.</summary>
    private static readonly TimeSpan AbortReasonLimit = TimeSpan.FromSeconds(1);

    /// <summary>Runs an operation of one request and one response, which cannot be cancelled but by an abort.</summary>
    private async Task<T> RunAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Enter();
        try
        {
            using (cancellationToken.UnsafeRegister(static state => ((Association)state!).EndWaits(), _association))
                return await operation();
        }
        catch (Exception exception)
        {
            await EndAsync(exception, isOutstanding: false, cancellationToken);
            throw;
        }
        finally
        {
            Leave();
        }
    }

    private async Task<DimseMessage> ReceiveResponseAsync(DimseCommand request)
    {
        var field = request.Field | (CommandField)0x8000;
        _association.Await(_options.DimseTimeout, nameof(_options.DimseTimeout), CommandFieldNames.NameOf(field));
        var message = await ReceiveAsync();
        Check(message.Command, field, request.MessageId);
        return message;
    }

    /// <summary>The next message; a release that the peer asks for in the midst of an operation ends it.</summary>
    private async ValueTask<DimseMessage> ReceiveAsync()
    {
        if (await _reader.ReceiveAsync() is { } message)
            return message;
        await _association.AnswerReleaseAsync();
        throw new AssociationAbortedException(
            "the peer released the association instead of answering; look into the peer's log for the reason");
    }

    private static void Check(DimseCommand command, CommandField field, ushort? messageId)
    {
        if (command.Field != field)
            throw new ProtocolException(command.Name, $"it came where a {CommandFieldNames.NameOf(field)} was due");
        if (command.RespondedTo != messageId)
            throw new ProtocolException(
                command.Name, $"it answers message {command.RespondedTo} where message {messageId} is outstanding");
        if (command.Status is null)
            throw new ProtocolException(command.Name, "it has no status");
    }

    /// <summary>
    /// Ends what an exception leaves of the association, and throws what says more than the exception does.
    /// </summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="isOutstanding">Whether a request was sent whole and its last response is due.</param>
    /// <param name="cancellationToken">Whether it was meant to go wrong.</param>
    private async Task EndAsync(Exception exception, bool isOutstanding, CancellationToken cancellationToken)
    {
        // Our own trouble with what we were to send leaves the association whole when nothing of it was sent.
        var isOurs =
            exception is ContextNotAcceptedException or not (DicomNetworkException or OperationCanceledException);
        if (isOurs && !isOutstanding && !_writer.IsBroken)
            return;
        if (exception is AssociationAbortedException { AbortSource: null }
            && !cancellationToken.IsCancellationRequested)
            await FindAbortAsync();
        await _association.DisposeAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (exception is OperationCanceledException)
            throw new AssociationAbortedException("the association was aborted on this side", cause: exception);
    }

    /// <summary>Throws the peer's A-ABORT when it arrived behind a connection that broke while we sent.</summary>
    private async Task FindAbortAsync()
    {
        if (_association.State is UpperLayerState.Sta1 or UpperLayerState.Sta13)
            return;
        try
        {
            _association.Await(AbortReasonLimit, "", "", inAll: true);
            while (true)
                await _association.ReceiveAsync();
        }
        catch (AssociationAbortedException aborted) when (aborted.AbortSource is null)
        {
            // It hung up without a word.
        }
        catch (Exception other) when (other is DicomTimeoutException or ProtocolException or OperationCanceledException)
        {
            // It says nothing that explains anything.
        }
    }

    private ushort NextMessageId() =>
        _lastMessageId = _lastMessageId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastMessageId + 1);

    private void Enter()
    {
        if (!IsOpen)
            throw new InvalidOperationException("the association has ended; make a new one");
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            throw new InvalidOperationException(
                "an association has one operation at a time; wait for the last one, or make another association");
    }

    private void Leave() => Volatile.Write(ref _isBusy, 0);
}
