namespace PxSharp.ObjectStores.Requests;

/// <summary>What is downloaded cannot be written: not the fault of the connection, as another I/O error is.</summary>
internal sealed class DestinationException(IOException inner) : Exception(inner.Message, inner);
