namespace PxSharp.Network.Associations;

/// <summary>Who the user is, as the association's requestor says.</summary>
/// <remarks>PS3.7 D.3.3.7. The bytes go in clear text where the connection is not encrypted.</remarks>
/// <param name="Type">1: user name; 2: user name and passcode; 3: Kerberos; 4: SAML; 5: JWT.</param>
/// <param name="PrimaryField">User name (UTF-8), ticket, assertion or token.</param>
/// <param name="SecondaryField">Passcode (UTF-8) for type 2, else empty.</param>
/// <param name="PositiveResponseRequested">Whether the acceptor is to confirm.</param>
public sealed record UserIdentity(
    byte Type,
    ReadOnlyMemory<byte> PrimaryField,
    ReadOnlyMemory<byte> SecondaryField = default,
    bool PositiveResponseRequested = false)
{
    /// <summary>A user name with a passcode.</summary>
    public static UserIdentity OfUser(string name, string passcode) =>
        new(2, System.Text.Encoding.UTF8.GetBytes(name), System.Text.Encoding.UTF8.GetBytes(passcode));

    /// <summary>Type and lengths; never the secrets.</summary>
    public override string ToString() => $"UserIdentity type {Type}";
}
