namespace PxSharp.Interop.Tests.Peers;

/// <summary>What a program wrote, and how it ended.</summary>
public sealed record ToolResult(int ExitCode, string StandardOutput, string Output);
