namespace PxSharp.Cli;

/// <summary>An attribute to match: its keyword (PS3.6) and the value, wildcards and ranges included.</summary>
internal sealed record QueryKey(string Keyword, string Value);
