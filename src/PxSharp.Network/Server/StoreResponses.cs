using PxSharp.Network.Dimse;

namespace PxSharp.Network.Server;

/// <summary>
/// Takes the C-STORE responses that arrive during a C-GET to where they are waited for: one at a time.
/// </summary>
internal sealed class StoreResponses
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<DimseCommand>? _waiting;
    private ushort _messageId;

    internal ushort NextMessageId() => ++_messageId == 0 ? ++_messageId : _messageId;

    internal Task<DimseCommand> ExpectAsync(ushort messageId)
    {
        lock (_lock)
        {
            _messageId = messageId;
            _waiting = new TaskCompletionSource<DimseCommand>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task;
        }
    }

    /// <exception cref="ProtocolException">Nobody waits for it.</exception>
    internal void Take(DimseCommand response)
    {
        lock (_lock)
        {
            if (_waiting is not { } waiting || response.RespondedTo != _messageId || response.Status is null
                || !waiting.TrySetResult(response))
                throw new ProtocolException(
                    response.Name, $"it answers message {response.RespondedTo}, which is not outstanding");
        }
    }
}
