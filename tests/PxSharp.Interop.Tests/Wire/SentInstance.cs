namespace PxSharp.Interop.Tests.Wire;

/// <summary>An instance as it went over the wire in a C-STORE-RQ.</summary>
public sealed record SentInstance(string SOPInstanceUID, string TransferSyntaxUID, byte[] DataSet);
