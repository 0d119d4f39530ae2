namespace PxSharp.Network.Services;

/// <summary>Where a move destination listens.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">TCP port.</param>
public sealed record MoveDestination(string Host, int Port);
