namespace PxSharp.Network.Associations;

/// <summary>
/// What is proposed or agreed beyond the SOP class itself: relational queries, combined date-time matching and such.
/// </summary>
/// <remarks>PS3.7 D.3.3.5; the bytes for query and retrieve PS3.4 C.5.</remarks>
/// <param name="SOPClassUID">The SOP class.</param>
/// <param name="Information">Service class application information.</param>
public sealed record ExtendedNegotiation(string SOPClassUID, ReadOnlyMemory<byte> Information);
