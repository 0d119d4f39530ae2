namespace PxSharp.Network.Server;

/// <summary>
/// A C-FIND, C-MOVE or C-GET under way, beside which the association goes on listening for a C-CANCEL.
/// </summary>
internal sealed class ServerOperation : IDisposable
{
    private readonly CancellationTokenSource _cancelled;
    private readonly ushort _messageId;
    private bool _isAnswered;

    internal ServerOperation(ushort messageId, CancellationToken associationEnd)
    {
        _messageId = messageId;
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(associationEnd);
    }

    /// <summary>The peer's C-CANCEL, or the end of the association.</summary>
    internal CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Where C-STORE responses go.</summary>
    internal StoreResponses Responses { get; } = new();

    /// <summary>Its end; it never fails.</summary>
    internal Task Completion { get; set; } = Task.CompletedTask;

    /// <summary>Whether its last response was sent.</summary>
    internal bool IsAnswered { get => Volatile.Read(ref _isAnswered); set => Volatile.Write(ref _isAnswered, value); }

    internal bool IsRunning => !Completion.IsCompleted;

    /// <summary>Takes a C-CANCEL; one for another message is too late, and ignored.</summary>
    internal void Cancel(ushort? messageId)
    {
        if (messageId == _messageId)
            _cancelled.Cancel();
    }

    internal void Cancel() => _cancelled.Cancel();

    public void Dispose() => _cancelled.Dispose();
}
