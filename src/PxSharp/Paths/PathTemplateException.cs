namespace PxSharp.Paths;

/// <summary>A path template that cannot be understood.</summary>
public sealed class PathTemplateException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="template">The whole template.</param>
    /// <param name="reason">What is wrong with it, and what would be right.</param>
    public PathTemplateException(string template, string reason)
        : base($"template '{template}': {reason}") => Template = template;

    /// <summary>The whole template.</summary>
    public string Template { get; }
}
