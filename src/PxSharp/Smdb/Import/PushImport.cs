using System.Runtime.CompilerServices;
using System.Text.Json;
using PxSharp.Index;

namespace PxSharp.Smdb.Import;

/// <summary>Records what pypx had pushed, image by image.</summary>
/// <remarks>
/// What it had registered is not taken over: its tables name the last image of a series only, also when others failed.
/// </remarks>
internal sealed class PushImport(IIndex index, string logDirectory)
{
    /// <summary>The target of these deliveries: pypx does not say which key it had used.</summary>
    public const string Target = "pypx";

    private const int AtOnce = 64;

    private readonly TableNames _tables = new(logDirectory);

    public async IAsyncEnumerable<ImportProblem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var series in PypxTables.Series(logDirectory, "-push.json"))
        {
            if (await RecordAsync(series, cancellationToken) is { } problem)
            {
                yield return problem;
            }
        }
    }

    private async Task<ImportProblem?> RecordAsync(string seriesUID, CancellationToken cancellationToken)
    {
        var path = _tables.Series(seriesUID, "push");
        IReadOnlyDictionary<string, string> pushed;
        try
        {
            pushed = PypxTables.ReadPush(path);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return new ImportProblem(path, $"the table cannot be read: {PypxTables.Problem(exception)}");
        }
        var at = new DateTimeOffset(File.GetLastWriteTimeUtc(path));
        var deliveries = new List<DeliveryRecord>();
        await foreach (var instance in index.ListInstancesAsync(seriesUID, cancellationToken))
        {
            if (pushed.TryGetValue(Path.GetFileName(instance.RelativePath), out var name))
            {
                deliveries.Add(new DeliveryRecord
                {
                    SOPInstanceUID = instance.SOPInstanceUID,
                    Kind = DeliveryKind.Push,
                    Target = Target,
                    ObjectName = name,
                    At = at,
                });
            }
        }
        // Many at once: they share transactions.
        foreach (var some in deliveries.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(delivery => Task.Run(
                () => index.RecordDeliveryAsync(delivery, cancellationToken).AsTask(), cancellationToken)));
        }
        return null;
    }
}
