namespace PxSharp.Dicom;

/// <summary>Bytes or values that are not as the standard has them, or that pass a limit.</summary>
public abstract class DicomException : Exception
{
    private protected DicomException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
