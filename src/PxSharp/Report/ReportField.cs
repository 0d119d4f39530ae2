namespace PxSharp.Report;

/// <summary>One line of a report.</summary>
/// <param name="Keyword">The PS3.6 keyword.</param>
/// <param name="Value">Its value as text, "no value provided..." included.</param>
public readonly record struct ReportField(string Keyword, string Value);
