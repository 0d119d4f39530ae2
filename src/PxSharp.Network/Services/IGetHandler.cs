namespace PxSharp.Network.Services;

/// <summary>Picks the instances for a C-GET; the server sends them. Called from many associations at once.</summary>
public interface IGetHandler : IRetrieveHandler;
