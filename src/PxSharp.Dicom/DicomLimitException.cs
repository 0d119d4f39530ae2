namespace PxSharp.Dicom;

/// <summary>Input that would take more than a limit of <see cref="DicomReadOptions"/> allows.</summary>
public sealed class DicomLimitException : DicomException
{
    /// <summary>An input that passes a limit.</summary>
    /// <param name="limit">The property of <see cref="DicomReadOptions"/> that is the limit.</param>
    /// <param name="message">What passed it, without a full stop.</param>
    /// <param name="advice">What to do, without a full stop; null when the limit may be raised.</param>
    public DicomLimitException(string limit, string message, string? advice = null)
        : base($"{message}. {advice ?? $"If the source is trusted, raise {nameof(DicomReadOptions)}.{limit}"}.") =>
        Limit = limit;

    /// <summary>The property of <see cref="DicomReadOptions"/> that is the limit.</summary>
    public string Limit { get; }
}
