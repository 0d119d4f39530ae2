namespace PxSharp.Cube;

/// <summary>How a CUBE takes DICOM files into its register; its API says which.</summary>
public enum CubeGeneration
{
    /// <summary>One call a file, at <c>pacsfiles/</c>: CUBE up to 5.2.</summary>
    Files,

    /// <summary>One call a series, at <c>pacs/series/</c>: CUBE from 6 on.</summary>
    Series,
}
