namespace PxSharp.Network.Associations;

/// <summary>What the acceptor said to a presentation context.</summary>
/// <remarks>PS3.8 table 9-18.</remarks>
public enum ContextResult : byte
{
    /// <summary>It may be used.</summary>
    Acceptance = 0,

    /// <summary>The application refused it.</summary>
    UserRejection = 1,

    /// <summary>The upper layer refused it without a reason.</summary>
    NoReason = 2,

    /// <summary>The SOP class is not supported.</summary>
    AbstractSyntaxNotSupported = 3,

    /// <summary>None of its transfer syntaxes is supported.</summary>
    TransferSyntaxesNotSupported = 4,
}
