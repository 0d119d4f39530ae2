namespace PxSharp.Network.Associations;

/// <summary>How long a PDU may be: nothing longer is ever buffered, whatever a header claims.</summary>
internal static class PduLimits
{
    internal const int DefaultMaximumLength = 256 << 10;

    /// <summary>An A-ASSOCIATE-RQ with 128 contexts of 60 transfer syntaxes and long UIDs takes half of it.</summary>
    internal const int LongestAssociatePdu = 1 << 20;

    /// <summary>What we send at most in one P-DATA-TF, also to a peer that takes any length.</summary>
    internal const int LongestSentPdu = 256 << 10;

    /// <summary>Peers that count the PDU header in, or forget the PDV's, are let through.</summary>
    internal const int Slack = 64;

    /// <summary>A whole PDV header and two bytes of value: with less no message can be sent.</summary>
    internal const int ShortestUsable = 8;

    internal static int CheckMaximumLength(int value) => value is >= 4 << 10 and <= 1 << 20
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, "the maximum PDU length lies between 4 KiB and 1 MiB");
}
