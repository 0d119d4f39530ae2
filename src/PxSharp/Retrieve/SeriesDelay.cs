using System.Globalization;

namespace PxSharp.Retrieve;

/// <summary>
/// How long to wait after a series before the next is asked for (pypx' <c>--intraSeriesRetrieveDelay</c>).
/// </summary>
/// <param name="Seconds">Seconds to wait after each series.</param>
/// <param name="InstancesPerSecond">When set, the wait is the number of instances divided by this instead.</param>
public readonly record struct SeriesDelay(double Seconds, double? InstancesPerSecond = null)
{
    private const string Dynamic = "dynamic:";

    /// <summary>The delay that a user writes.</summary>
    /// <param name="text">Seconds such as <c>2</c>, or <c>dynamic:6</c> for a second for every 6 instances.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static SeriesDelay Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var dynamic = trimmed.StartsWith(Dynamic, StringComparison.OrdinalIgnoreCase);
        var number = dynamic ? trimmed[Dynamic.Length..] : trimmed;
        if (trimmed.Length == 0)
        {
            return default;
        }
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || !(value <= 86_400) || (dynamic && value <= 0))
        {
            throw new FormatException(
                $"'{text}' is no delay: give seconds such as 2, or dynamic:6 for a second every 6 images");
        }
        return dynamic ? new SeriesDelay(0, value) : new SeriesDelay(value);
    }

    /// <summary>The wait after a series of that many instances.</summary>
    public TimeSpan After(int instances) =>
        TimeSpan.FromSeconds(InstancesPerSecond is { } rate ? instances / rate : Seconds);
}
