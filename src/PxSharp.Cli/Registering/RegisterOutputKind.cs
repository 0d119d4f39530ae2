namespace PxSharp.Cli.Registering;

/// <summary>How a registration is told.</summary>
internal enum RegisterOutputKind
{
    /// <summary>Progress and a line at the end.</summary>
    Text,

    /// <summary>Trouble only.</summary>
    Quiet,

    /// <summary>One JSON object a line, as it happens.</summary>
    Events,

    /// <summary>pypx's JSON, at the end.</summary>
    Pypx,
}
