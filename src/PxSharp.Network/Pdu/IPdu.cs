namespace PxSharp.Network.Pdu;

/// <summary>A PDU that is read and written as a whole: all but P-DATA-TF, which streams.</summary>
internal interface IPdu
{
    PduType Type { get; }

    /// <summary>Writes what follows the header.</summary>
    void WriteBody(PduBuilder builder);

    /// <summary>Header and body.</summary>
    byte[] Encode()
    {
        var builder = new PduBuilder(Type);
        WriteBody(builder);
        return builder.ToPdu();
    }
}
