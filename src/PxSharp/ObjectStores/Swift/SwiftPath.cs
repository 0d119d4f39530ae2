namespace PxSharp.ObjectStores.Swift;

/// <summary>Writes names as parts of an address.</summary>
internal static class SwiftPath
{
    public static string Container(string container) => "/" + Uri.EscapeDataString(container);

    public static string Object(string container, string name)
        => $"{Container(container)}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}";
}
