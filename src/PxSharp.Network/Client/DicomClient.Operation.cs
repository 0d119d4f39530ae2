using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Network.Client;

public sealed partial class DicomClient
{
    /// <summary>
    /// A request with many responses, which a C-CANCEL can end. Disposed before its last response, it is cancelled.
    /// </summary>
    private sealed class Operation : IAsyncDisposable
    {
        private readonly DicomClient _client;
        private readonly byte _contextId;
        private readonly DimseCommand _request;
        private readonly CommandField _field;
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationToken _cancellationToken;
        private readonly CancellationTokenRegistration _registration;
        private bool _isCancelSent;

        private Operation(DicomClient client, byte contextId, DimseCommand request, CancellationToken cancellationToken)
        {
            _client = client;
            _contextId = contextId;
            _request = request;
            _field = request.Field | (CommandField)0x8000;
            _cancellationToken = cancellationToken;
            _registration = cancellationToken.UnsafeRegister(
                static state => ((TaskCompletionSource)state!).TrySetResult(), _cancelled);
        }

        /// <summary>Whether the last response came, or the association ended.</summary>
        internal bool IsFinished { get; private set; }

        /// <summary>Takes what comes by C-STORE in between; null when nothing may.</summary>
        internal IStoreHandler? Handler { get; set; }

        internal static async Task<Operation> StartAsync(
            DicomClient client,
            CommandField field,
            string sopClassUID,
            string? moveDestination,
            DicomDataset identifier,
            CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            client.Enter();
            try
            {
                var context = client._association.Agreement.ForRequest(sopClassUID);
                var request = new DimseCommand
                {
                    Field = field,
                    SOPClassUID = sopClassUID,
                    MessageId = client.NextMessageId(),
                    MoveDestination = moveDestination,
                    Priority = DimsePriority.Medium,
                };
                var bytes = DicomDatasetWriter.ToArray(identifier, TransferSyntax.Of(context.TransferSyntax!));
                await client._writer.SendAsync(context.Id, request, bytes);
                return new Operation(client, context.Id, request, cancellationToken);
            }
            catch (Exception exception)
            {
                client.Leave();
                await client.EndAsync(exception, isOutstanding: false, cancellationToken);
                throw;
            }
        }

        /// <summary>The next response with its identifier, if it has one.</summary>
        internal async Task<(DimseCommand Response, DicomDataset? Identifier)> NextWithIdentifierAsync()
        {
            try
            {
                var message = await NextAsync();
                if (!message.Command.HasDataset)
                    return (message.Command, null);
                var bytes = await _client._reader.ReceiveIdentifierAsync();
                return (message.Command, Read(message, bytes));
            }
            catch (Exception exception)
            {
                // After a C-CANCEL the peer had its last word, and the association goes on.
                if (IsFinished && exception is OperationCanceledException)
                    throw;
                IsFinished = true;
                await _client.EndAsync(exception, isOutstanding: true, _cancellationToken);
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _registration.DisposeAsync();
            try
            {
                if (!IsFinished)
                {
                    await CancelAsync();
                    while (!IsFinished)
                        await ReceiveAsync();
                    await _client._reader.DropDatasetAsync();
                }
            }
            catch (Exception exception)
                when (exception is DicomNetworkException or OperationCanceledException or InvalidOperationException)
            {
                // Whoever ends an enumeration early does not wait for an answer.
                await _client._association.DisposeAsync();
            }
            finally
            {
                _client._reader.KeepsDeadline = false;
                _client._association.Receiving.Stop();
                _client.Leave();
            }
        }

        private async Task<DimseMessage> NextAsync()
        {
            while (true)
            {
                if (await ReceiveAsync() is not { } message)
                    continue;
                if (!_isCancelSent)
                    return message;
                await _client._reader.DropDatasetAsync();
                if (IsFinished)
                    throw new OperationCanceledException(_cancellationToken);
            }
        }

        /// <summary>The next response; null when it was a C-STORE, which is dealt with then.</summary>
        private async Task<DimseMessage?> ReceiveAsync()
        {
            // A peer whose messages are always there already would never let the cancel be noticed below.
            if (_cancelled.Task.IsCompleted)
                await CancelAsync();
            if (!_isCancelSent)
                AwaitResponse();
            var receiving = _client.ReceiveAsync();
            var message = receiving.IsCompleted || _isCancelSent
                ? await receiving
                : await OrCancelAsync(receiving.AsTask());
            if (message.Command.Field == CommandField.StoreRequest && Handler is not null)
            {
                // A peer that stops in the midst of an instance must not outlast the cancel.
                var response = await OrCancelAsync(StoreReception.ReceiveAsync(
                    _client._association, _client._reader, message, Handler, _client._association.Receiving.Token));
                await _client._writer.SendAsync(message.Context.Id, response);
                return null;
            }
            Check(message.Command, _field, _request.MessageId);
            IsFinished = !message.Command.Status!.Value.IsPending;
            return message;
        }

        private void AwaitResponse()
        {
            var options = _client._options;
            var (time, name) = _field != CommandField.FindResponse && options.RetrieveTimeout is { } retrieve
                ? (retrieve, nameof(options.RetrieveTimeout))
                : (options.DimseTimeout, nameof(options.DimseTimeout));
            _client._association.Await(time, name, CommandFieldNames.NameOf(_field));
        }

        /// <summary>
        /// Waits; sends a C-CANCEL when that is wanted meanwhile, after which the wait is not for long.
        /// </summary>
        private async Task<T> OrCancelAsync<T>(Task<T> receiving)
        {
            if (_cancellationToken.CanBeCanceled && !_isCancelSent
                && await Task.WhenAny(receiving, _cancelled.Task) == _cancelled.Task)
            {
                await CancelAsync();
            }
            return await receiving;
        }

        /// <summary>Sends a C-CANCEL; the time for all that follows runs from here.</summary>
        private async Task CancelAsync()
        {
            if (_isCancelSent)
                return;
            _isCancelSent = true;
            _client._reader.KeepsDeadline = true;
            _client._association.Await(
                _client._options.CancelTimeout, "CancelTimeout", "last response after a C-CANCEL", inAll: true);
            var cancel = new DimseCommand { Field = CommandField.CancelRequest, RespondedTo = _request.MessageId };
            await _client._writer.SendAsync(_contextId, cancel);
        }

        private DicomDataset? Read(DimseMessage message, ReadOnlyMemory<byte> bytes)
        {
            try
            {
                return DicomDatasetReader.Read(bytes, TransferSyntax.Of(message.Context.TransferSyntax!));
            }
            catch (DicomException) when (_field != CommandField.FindResponse)
            {
                // The counts beside a list that cannot be read are worth more than a broken association.
                return null;
            }
            catch (DicomException exception)
            {
                throw new ProtocolException(
                    message.Command.Name, $"its identifier cannot be read: {exception.Message}", cause: exception);
            }
        }
    }
}
