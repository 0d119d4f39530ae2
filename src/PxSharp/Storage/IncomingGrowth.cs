using PxSharp.Paths;

namespace PxSharp.Storage;

/// <summary>Sees whether unfinished files grow, whichever process receives them.</summary>
/// <param name="dataDirectory">The data root.</param>
/// <param name="isWanted">
/// Whether an instance counts, by its SOP Instance UID; empty when the file does not tell.
/// </param>
internal sealed class IncomingGrowth(string dataDirectory, Func<string, bool> isWanted)
{
    private readonly string _incoming = Path.Combine(dataDirectory, PathComponent.Incoming);
    private readonly Lock _guard = new();
    private Dictionary<string, long> _lengths = [];

    /// <summary>
    /// Whether such a file has grown, or begun, since this was last asked; at first whether there is one.
    /// </summary>
    internal bool HasGrown()
    {
        lock (_guard)
        {
            var before = _lengths;
            _lengths = Look();
            return _lengths.Any(file => !before.TryGetValue(file.Key, out var length) || length < file.Value);
        }
    }

    private Dictionary<string, long> Look()
    {
        var lengths = new Dictionary<string, long>();
        try
        {
            foreach (var file in new DirectoryInfo(_incoming).EnumerateFiles(
                "*" + IncomingDirectory.Extension, SearchOption.AllDirectories))
            {
                if (isWanted(IncomingDirectory.InstanceOf(file.Name)))
                {
                    lengths[file.FullName] = file.Exists ? file.Length : 0;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is no receiver yet, or a file became whole while it was looked at.
        }
        return lengths;
    }
}
