namespace PxSharp.Retrieve;

/// <summary>The PACS told how far it is with a request.</summary>
/// <remarks>PS3.4 C.4.2.1.6 to C.4.2.1.9. A count that it did not send is null: unknown.</remarks>
/// <param name="Target">The series.</param>
/// <param name="Remaining">Sub-operations to do.</param>
/// <param name="Completed">Sub-operations done.</param>
/// <param name="Failed">Sub-operations failed.</param>
/// <param name="Warning">Sub-operations done with a warning.</param>
public sealed record MoveProgress(
    RetrieveTarget Target, int? Remaining, int? Completed, int? Failed, int? Warning) : RetrieveEvent;
