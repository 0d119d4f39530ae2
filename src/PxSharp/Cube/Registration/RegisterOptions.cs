using PxSharp.Paths;

namespace PxSharp.Cube.Registration;

/// <summary>How files are registered.</summary>
public sealed record RegisterOptions
{
    /// <summary>Characters that CUBE takes in the name of a PACS.</summary>
    public const int LongestPacsName = 20;

    /// <summary>The PACS that the files are registered for, which is a part of their path: see
    /// <see cref="FaultOfPacsName"/>.</summary>
    public required string PacsName { get; init; }

    /// <summary>
    /// Where a push put the files below <c>SERVICES/PACS/NAME/</c>, where that is not known for each; pypx's by
    /// default.
    /// </summary>
    public PathLayout Layout { get; init; } = ServicesPath.DefaultLayout;

    /// <summary>Requests under way at once, 1 to 64.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>
    /// The first wait for a file that was pushed and that CUBE does not see yet; it doubles, three times in all.
    /// </summary>
    public TimeSpan StorageDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Why CUBE takes no PACS of this name; null when it does.</summary>
    public static string? FaultOfPacsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 ? "is empty"
            : name.Length > LongestPacsName ? $"has {name.Length} characters, CUBE takes {LongestPacsName} at most"
            : name.AsSpan().ContainsAny('/', ',') ? "has a '/' or ',' in it, which CUBE does not take"
            : name is "." or ".." || name.Trim() != name || name.Any(char.IsControl) ? "is no name of a directory"
            : null;
    }

    /// <summary>Checks the numbers against their ranges.</summary>
    /// <exception cref="ArgumentException">Something is outside.</exception>
    internal RegisterOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Parallelism, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(StorageDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StorageDelay, TimeSpan.FromMinutes(1));
        return FaultOfPacsName(PacsName) is { } fault
            ? throw new ArgumentException($"the name of the PACS, '{PacsName}', {fault}")
            : this;
    }
}
