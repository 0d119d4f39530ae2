namespace PxSharp.Dicom.Reading;

/// <summary>How the items of a sequence tell their VRs.</summary>
internal enum ItemForm
{
    /// <summary>The data set is implicit, so its items are.</summary>
    Implicit,

    /// <summary>Explicit; but writers are met that put implicit items into explicit data sets.</summary>
    ExplicitUnlessItLooksImplicit,

    /// <summary>Implicit, as in a value of VR UN; but writers are met that put explicit items there.</summary>
    ImplicitUnlessItLooksExplicit,
}
