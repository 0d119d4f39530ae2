namespace PxSharp.Cube;

/// <summary>What came of adding to CUBE's register.</summary>
public enum CubeAddition
{
    /// <summary>It is in the register now.</summary>
    Added,

    /// <summary>It was there already.</summary>
    AlreadyThere,
}
