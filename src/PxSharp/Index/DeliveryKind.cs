namespace PxSharp.Index;

/// <summary>What was done with an instance at a target. The numbers stand in the database.</summary>
public enum DeliveryKind
{
    /// <summary>Its file was sent: to a store, to a PACS, to a DICOMweb server.</summary>
    Push = 0,

    /// <summary>It was made known, as to CUBE.</summary>
    Register = 1,
}
