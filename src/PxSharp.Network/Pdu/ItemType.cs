namespace PxSharp.Network.Pdu;

/// <summary>The items of the A-ASSOCIATE PDUs.</summary>
/// <remarks>PS3.8 9.3.2 and Annex D; PS3.7 D.3.3.</remarks>
internal enum ItemType : byte
{
    ApplicationContext = 0x10,
    PresentationContextRequest = 0x20,
    PresentationContextAccept = 0x21,
    AbstractSyntax = 0x30,
    TransferSyntax = 0x40,
    UserInformation = 0x50,
    MaximumLength = 0x51,
    ImplementationClassUID = 0x52,
    AsynchronousOperations = 0x53,
    RoleSelection = 0x54,
    ImplementationVersionName = 0x55,
    ExtendedNegotiation = 0x56,
    UserIdentity = 0x58,
    UserIdentityResponse = 0x59,
}
