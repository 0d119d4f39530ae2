using PxSharp.Network.Associations;

namespace PxSharp.Network.Dimse;

/// <summary>A command set that arrived, and the presentation context that it came in.</summary>
internal sealed record DimseMessage(PresentationContext Context, DimseCommand Command);
