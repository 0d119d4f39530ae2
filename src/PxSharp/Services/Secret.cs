namespace PxSharp.Services;

/// <summary>
/// A password or a key that shows itself only where it is asked for by name, never in a text or a log.
/// </summary>
public sealed class Secret
{
    private readonly string _value;

    /// <summary>Keeps a secret.</summary>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The secret itself, for the request that needs it and for nothing else.</summary>
    public string Reveal() => _value;

    /// <summary>Three stars, whatever the secret is.</summary>
    public override string ToString() => "***";
}
