using PxSharp.Network.Associations;

namespace PxSharp.Pacs;

/// <summary>Opens associations with one PACS.</summary>
internal interface IPacsConnector
{
    /// <summary>Opens one with these contexts.</summary>
    Task<IPacsAssociation> ConnectAsync(IReadOnlyList<ProposedContext> contexts, CancellationToken cancellationToken);
}
