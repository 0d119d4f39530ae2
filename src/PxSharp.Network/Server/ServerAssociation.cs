using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Pdu;
using PxSharp.Network.Services;
using PxSharp.Network.Transport;

namespace PxSharp.Network.Server;

/// <summary>
/// One association of the server, from its connection to its end: one loop that reads, and answers what it read.
/// </summary>
internal sealed class ServerAssociation : IDisposable
{
    /// <summary>Nothing is lost with the connection: no request has come yet, or it was rejected.</summary>
    private const int Dispensable = 0;
    private const int Needed = 1;
    private const int GivenUp = 2;

    private readonly DicomServerOptions _options;
    private readonly AssociationAcceptor _acceptor;
    private readonly Func<ServerAssociation, bool> _admit;
    private readonly Association _association;
    private readonly DimseReader _reader;
    private readonly DimseWriter _writer;
    private readonly MessageWait _wait;
    private readonly CancellationTokenSource _end = new();
    private ServerOperation? _operation;
    private Exception? _operationFailure;
    private AssociateRequestPdu? _request;
    private int _need = Dispensable;
    private bool _isStopping;

    /// <param name="id">Counts up with each connection.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="options">The server's options.</param>
    /// <param name="acceptor">Answers its request.</param>
    /// <param name="admit">Whether there is room for it; asked when its request is there.</param>
    internal ServerAssociation(
        long id,
        Connection connection,
        DicomServerOptions options,
        AssociationAcceptor acceptor,
        Func<ServerAssociation, bool> admit)
    {
        Id = id;
        _options = options;
        _acceptor = acceptor;
        _admit = admit;
        _association = new Association(
            connection, isRequestor: false, options.MaximumLength, options.AssociationTimeout, options.DimseTimeout);
        _reader = new DimseReader(_association, options.MaximumIdentifierLength, options.DimseTimeout);
        _writer = new DimseWriter(_association);
        _wait = new MessageWait(SetLimit, options.IdleTimeout);
    }

    internal long Id { get; }

    internal System.Net.IPEndPoint? RemoteAddress => _association.RemoteAddress;

    /// <summary>Whether it was accepted and counts among the open ones.</summary>
    internal bool IsAdmitted { get; set; }

    /// <summary>Runs it to its end. Throws nothing: what went wrong is an event.</summary>
    internal async Task RunAsync()
    {
        try
        {
            if (await AcceptAsync())
                await ServeAsync();
        }
        catch (OperationCanceledException) when (Volatile.Read(ref _need) == GivenUp)
        {
            Tell(AssociationEventKind.Rejected, "it sent no A-ASSOCIATE-RQ, and other connections wait");
            await _association.RejectUnheardAsync(Rejection.LocalLimitExceeded);
        }
        catch (Exception exception)
        {
            Tell(_operationFailure ?? exception);
        }
        finally
        {
            await _end.CancelAsync();
            if (_operation is { IsRunning: true } operation)
            {
                _association.EndWaits();
                await operation.Completion;
            }
            await _association.DisposeAsync();
        }
    }

    /// <summary>Ends it now, with an A-ABORT.</summary>
    internal void Stop()
    {
        Volatile.Write(ref _isStopping, true);
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself just now.
        }
        _association.Hurry();
    }

    /// <summary>Ends it to make room for another one; false when it is, or may become, an association.</summary>
    internal bool TryGiveUp()
    {
        if (_association.HasUnread || Interlocked.CompareExchange(ref _need, GivenUp, Dispensable) != Dispensable)
            return false;
        _association.Hurry();
        return true;
    }

    public void Dispose()
    {
        _operation?.Dispose();
        _end.Dispose();
    }

    private async Task<bool> AcceptAsync()
    {
        _association.Await(
            _options.AssociationTimeout, nameof(_options.AssociationTimeout), "A-ASSOCIATE-RQ", inAll: true);
        var received = await _association.ReceiveAsync();
        if (Interlocked.CompareExchange(ref _need, Needed, Dispensable) != Dispensable)
            throw new OperationCanceledException("its place was given away just now");
        // The state table lets nothing else through.
        _request = (AssociateRequestPdu)received.Pdu!;
        _association.Receiving.Stop();
        var rejection = _acceptor.Judge(_request, _association) ?? (_admit(this) ? null : Rejection.LocalLimitExceeded);
        if (rejection is { } no)
        {
            Tell(AssociationEventKind.Rejected, no.Describe(_request.CallingAETitle, _request.CalledAETitle));
            Volatile.Write(ref _need, Dispensable);
            await _association.RejectAsync(no);
            return false;
        }
        await _acceptor.AcceptAsync(_request, _association);
        Tell(AssociationEventKind.Opened, null);
        return true;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            _wait.Begin(_operation);
            if (await _reader.ReceiveAsync() is not { } message)
            {
                _operation?.Cancel();
                await FinishOperationAsync();
                Tell(AssociationEventKind.Released, null);
                IsAdmitted = false;
                await _association.AnswerReleaseAsync();
                return;
            }
            await DispatchAsync(message);
        }
    }

    private void SetLimit(TimeSpan? limit)
    {
        if (limit is { } idle)
            _association.Await(idle, nameof(_options.IdleTimeout), "message");
        else
            _association.Await(Timeout.InfiniteTimeSpan, "", "");
    }

    private async Task DispatchAsync(DimseMessage message)
    {
        var command = message.Command;
        if (command.Field == CommandField.CancelRequest)
        {
            _operation?.Cancel(command.RespondedTo);
            return;
        }
        if (command.Field == CommandField.StoreResponse && _operation is { IsRunning: true } operation)
        {
            operation.Responses.Take(command);
            return;
        }
        if (command.Field.IsResponse())
            throw new ProtocolException(command.Name, "nothing was asked that it could answer");
        if (command.MessageId is null)
            throw new ProtocolException(command.Name, "it has no message ID (0000,0110)");
        await FinishOperationAsync();
        switch (command.Field)
        {
            case CommandField.EchoRequest:
                await _reader.DropDatasetAsync();
                await RespondAsync(message, command.Respond(DimseStatus.Success));
                break;
            case CommandField.StoreRequest when _options.Store is { } store
                && _acceptor.Policy.IsStorage(message.Context.AbstractSyntax):
                await RespondAsync(
                    message, await StoreReception.ReceiveAsync(_association, _reader, message, store, _end.Token));
                break;
            case CommandField.FindRequest when _options.Find is { } find:
                await StartAsync(
                    message, (context, op) => FindService.RunAsync(context, find, op.Cancelled, _end.Token));
                break;
            case CommandField.MoveRequest when _options.Move is { } move:
                await StartAsync(
                    message, (context, op) => MoveService.RunAsync(context, move, op.Cancelled, _end.Token));
                break;
            case CommandField.GetRequest when _options.Get is { } get:
                await StartAsync(message,
                    (context, op) => GetService.RunAsync(context, get, op.Responses, op.Cancelled, _end.Token));
                break;
            default:
                await RefuseAsync(message);
                break;
        }
    }

    private async Task RefuseAsync(DimseMessage message)
    {
        await _reader.DropDatasetAsync();
        var status = message.Command.Field is CommandField.StoreRequest or CommandField.FindRequest
            or CommandField.MoveRequest or CommandField.GetRequest
                ? DimseStatus.SOPClassNotSupported
                : DimseStatus.UnrecognizedOperation;
        await RespondAsync(message, message.Command.Respond(status));
    }

    private Task RespondAsync(DimseMessage message, DimseCommand response) =>
        _writer.SendAsync(message.Context.Id, response);

    private async Task StartAsync(DimseMessage message, Func<ServiceContext, ServerOperation, Task> service)
    {
        var identifier = await _reader.ReceiveIdentifierAsync();
        var operation = _operation = new ServerOperation(message.Command.MessageId!.Value, _end.Token);
        var context = new ServiceContext(_options, _association, _writer, message, identifier);
        operation.Completion = Task.Run(() => RunOperationAsync(context, operation, service));
    }

    private async Task RunOperationAsync(
        ServiceContext context, ServerOperation operation, Func<ServiceContext, ServerOperation, Task> service)
    {
        try
        {
            await service(context, operation);
            _wait.Answered(operation);
        }
        catch (Exception exception)
        {
            // Nobody could be answered any more: the loop, which waits for the peer, ends with this.
            _operationFailure = exception is TimeoutException
                ? new DicomTimeoutException("DimseTimeout", _options.DimseTimeout, "C-STORE-RSP")
                : exception;
            _association.EndWaits();
        }
    }

    private async Task FinishOperationAsync()
    {
        if (_operation is null)
            return;
        await _operation.Completion;
        _operation.Dispose();
        _operation = null;
        if (_operationFailure is { } failure)
            throw failure;
    }

    private void Tell(Exception failure)
    {
        if (Volatile.Read(ref _isStopping))
            Tell(AssociationEventKind.Failed, "the server stopped");
        else if (failure is AssociationAbortedException)
            Tell(AssociationEventKind.Aborted, failure.Message);
        else
            Tell(AssociationEventKind.Failed,
                failure is DicomNetworkException ? failure.Message : $"{failure.GetType().Name}: {failure.Message}");
    }

    private void Tell(AssociationEventKind kind, string? reason) => Events.Tell(
        _options, new AssociationEvent(
            kind, Id, _request?.CallingAETitle, _request?.CalledAETitle, _association.RemoteAddress, reason));
}
