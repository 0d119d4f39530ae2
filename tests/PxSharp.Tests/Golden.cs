namespace PxSharp.Tests;

/// <summary>What the real pypx 3.12.6 printed, in Golden/; paths and addresses in it stand for any.</summary>
internal static class Golden
{
    internal static byte[] Bytes(string tool, string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", tool, name));

    internal static string Text(string tool, string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", tool, name));
}
