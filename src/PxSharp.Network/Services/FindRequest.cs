using System.Net;
using PxSharp.Dicom;

namespace PxSharp.Network.Services;

/// <summary>A query that a peer sent.</summary>
/// <remarks>PS3.7 9.1.2.</remarks>
/// <param name="SOPClassUID">The information model.</param>
/// <param name="Identifier">Level and keys.</param>
/// <param name="CallingAETitle">The association requestor's AE title.</param>
/// <param name="CalledAETitle">The AE title that the requestor called.</param>
/// <param name="RemoteAddress">The peer's address; null when unknown.</param>
/// <param name="MessageId">(0000,0110).</param>
public sealed record FindRequest(
    string SOPClassUID,
    DicomDataset Identifier,
    string CallingAETitle,
    string CalledAETitle,
    IPEndPoint? RemoteAddress,
    ushort MessageId);
