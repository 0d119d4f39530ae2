using PxSharp.Pacs;
using PxSharp.Query;

namespace PxSharp.Retrieve;

/// <summary>Finds out what a series has to bring, as far as the PACS can tell.</summary>
internal static class SeriesPlanner
{
    internal static async Task<SeriesPlan> PlanAsync(
        PacsConnection connection, RetrieveTarget target, CancellationToken cancellationToken)
    {
        var key = SeriesKey.Of(target);
        var contents = await InstanceQuery.ListAsync(
            connection, key.StudyInstanceUID, key.SeriesInstanceUID, [], cancellationToken);
        var classes = contents.Instances.Select(instance => instance.SOPClassUID).OfType<string>().ToHashSet();
        if (target.SOPInstanceUIDs is { } chosen)
        {
            return new SeriesPlan(chosen, chosen.Count, classes, null);
        }
        var listed = contents.Instances.Select(instance => instance.SOPInstanceUID).ToArray();
        var counted = target.CountedInstances;
        if (contents.Problem is not null)
        {
            return Unlisted(contents.Problem);
        }
        if (listed.Length == 0 && counted != 0)
        {
            return Unlisted("the PACS lists no instances at IMAGE level");
        }
        if (contents.Unattributed > 0 && listed.Length > counted)
        {
            return Unlisted(
                $"the PACS lists {listed.Length} instances without saying which series they belong to, "
                    + $"but counts {counted}");
        }
        // One of the two is wrong; which one, the count of sub-operations will tell.
        return listed.Length < counted
            ? new SeriesPlan(listed, counted, classes,
                $"the PACS counts {counted} instances at SERIES level but lists {listed.Length} at IMAGE level")
            : new SeriesPlan(listed, listed.Length, classes, contents.Unattributed > 0 && counted is null
                ? "the PACS does not say which series the listed instances belong to; some may be those of others"
                : null);

        SeriesPlan Unlisted(string why) => new(null, counted, classes, counted is null
            ? $"{why}; it is unknown how many instances there are"
            : $"{why}; only the number of instances is known");
    }
}
