namespace PxSharp.Dicom;

/// <summary>Input that would take more than a limit of <see cref="DicomReadOptions"/> allows.</summary>
public sealed class DicomLimitException : DicomException
{
    /// <summary>An input that passes a limit.</summary>
    /// <param name="limit">The property of <see cref="DicomReadOptions"/> that may be raised.</param>
    /// <param name="message">What passed it, without a full stop.</param>
    public DicomLimitException(string limit, string message)
        : base($"{message}. If the source is trusted, raise {nameof(DicomReadOptions)}.{limit}.") => Limit = limit;

    /// <summary>The property of <see cref="DicomReadOptions"/> that may be raised.</summary>
    public string Limit { get; }
}
