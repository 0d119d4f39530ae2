using PxSharp.Network.Dimse;

namespace PxSharp.Retrieve;

/// <summary>What the PACS said of one or several requests, taken together.</summary>
/// <remarks>A count that the PACS did not send is null: unknown, not zero.</remarks>
internal sealed record MoveOutcome
{
    /// <summary>The last status; null when the association was lost before it came.</summary>
    internal DimseStatus? Status { get; init; }

    internal string? ErrorComment { get; init; }

    internal int? Completed { get; init; }

    internal int? Failed { get; init; }

    internal int? Warning { get; init; }

    internal IReadOnlyList<string> FailedInstances { get; init; } = [];

    /// <summary>Why the association was lost; null when it was not.</summary>
    internal string? Loss { get; init; }

    /// <summary>What kind of trouble it was.</summary>
    internal RetrieveFailure Failure => Loss is not null ? RetrieveFailure.Connection
        : Status is { IsFailure: true } || Failed > 0 ? RetrieveFailure.Pacs
        : RetrieveFailure.None;

    /// <summary>Instances that the PACS says it sent; null when it does not say.</summary>
    internal int? Sent => Completed is null && Warning is null ? null : (Completed ?? 0) + (Warning ?? 0);

    /// <summary>All sub-operations; null when the PACS does not say.</summary>
    internal int? Total => Sent is null && Failed is null ? null : (Sent ?? 0) + (Failed ?? 0);

    /// <summary>How many instances may come because of it, late ones too; null: any number.</summary>
    /// <param name="asked">How many were asked for; 0 when nobody knows.</param>
    internal int? MayBring(int asked) => this switch
    {
        { Loss: not null } => null,
        { Status: { IsFailure: true } } => Sent ?? 0,
        { Total: null } => null,
        // Some PACS begin to send after they said that all is done, and have counted nothing until then.
        { Total: 0 } => asked,
        _ => Sent ?? 0,
    };

    internal static MoveOutcome Of(MoveResponse response) => new()
    {
        Status = response.Status,
        ErrorComment = response.ErrorComment,
        Completed = response.Completed,
        Failed = response.Failed,
        Warning = response.Warning,
        FailedInstances = response.FailedSOPInstanceUIDs,
    };

    /// <summary>This and a later one; the worse status counts.</summary>
    internal MoveOutcome With(MoveOutcome later) => new()
    {
        Status = later.Status is { IsSuccess: true } && Status is { IsSuccess: false } ? Status : later.Status,
        ErrorComment = later.ErrorComment ?? ErrorComment,
        Completed = Sum(Completed, later.Completed),
        Failed = Sum(Failed, later.Failed),
        Warning = Sum(Warning, later.Warning),
        FailedInstances = [.. FailedInstances, .. later.FailedInstances],
        Loss = later.Loss ?? Loss,
    };

    private static int? Sum(int? a, int? b) => a is null || b is null ? null : a + b;
}
