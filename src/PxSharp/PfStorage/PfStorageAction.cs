namespace PxSharp.PfStorage;

/// <summary>What pfstorage can do.</summary>
public enum PfStorageAction
{
    /// <summary><c>ls</c>: list objects.</summary>
    List,

    /// <summary><c>objPut</c>, in pypx's help <c>objPush</c> too: store files.</summary>
    Put,

    /// <summary><c>objPull</c>: write objects to files.</summary>
    Pull,

    /// <summary><c>rmtree</c>: remove objects.</summary>
    Remove,

    /// <summary><c>objExists</c>: say whether there is an object.</summary>
    Exists,
}
