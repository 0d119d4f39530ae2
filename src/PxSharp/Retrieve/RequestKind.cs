namespace PxSharp.Retrieve;

/// <summary>What a request names.</summary>
internal enum RequestKind
{
    /// <summary>The series.</summary>
    Series,

    /// <summary>A list of instances.</summary>
    Images,

    /// <summary>One instance a request.</summary>
    OneByOne,
}
