namespace PxSharp.Cube;

/// <summary>Why a registration is refused: by CUBE, or before it is sent.</summary>
/// <param name="Field">The field, such as <c>PatientName</c>; null when the whole is meant.</param>
/// <param name="Reason">One plain line.</param>
public sealed record CubeRefusal(string? Field, string Reason)
{
    /// <summary>Field and reason as one line.</summary>
    public override string ToString() => Field is null ? Reason : $"{Field}: {Reason}";
}
