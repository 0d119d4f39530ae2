namespace PxSharp.Query;

/// <summary>The levels of the Query/Retrieve information models, from the widest to the narrowest.</summary>
/// <remarks>PS3.4 C.3.1. The level of instances is called IMAGE on the wire.</remarks>
public enum QueryLevel
{
    /// <summary>PATIENT; part of STUDY in the Study Root model.</summary>
    Patient,

    /// <summary>STUDY.</summary>
    Study,

    /// <summary>SERIES.</summary>
    Series,

    /// <summary>IMAGE: composite object instances.</summary>
    Image,
}
