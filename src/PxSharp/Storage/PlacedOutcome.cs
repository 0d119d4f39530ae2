namespace PxSharp.Storage;

/// <summary>How an instance came to lie under its final name.</summary>
public enum PlacedOutcome
{
    /// <summary>The name was free.</summary>
    New,

    /// <summary>The instance lay there already, with the same data set: that file was kept.</summary>
    AlreadyThere,

    /// <summary>
    /// The instance lay there already with another data set: that file was kept beside it, as
    /// <c>NAME.superseded-HASH</c>.
    /// </summary>
    Superseded,
}
