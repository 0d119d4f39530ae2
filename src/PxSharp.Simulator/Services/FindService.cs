using System.Runtime.CompilerServices;
using PxSharp.Dicom;
using PxSharp.Dicom.Matching;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Simulator.Query;

namespace PxSharp.Simulator.Services;

/// <summary>Answers C-FIND from the archive.</summary>
/// <remarks>PS3.4 C.4.1.</remarks>
internal sealed class FindService(SimulatedPacs pacs, bool relationalQueries) : IFindHandler
{
    public async IAsyncEnumerable<DicomDataset> FindAsync(
        FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        pacs.ReceivedQueries.Enqueue(request);
        var plan = pacs.Plan;
        plan.RefuseBusyQuery();
        var identifier = QueryIdentifier.Read(request.SOPClassUID, request.Identifier);
        if (identifier.Level == QueryLevel.Image && plan.Faults.NoImageLevel)
            throw new DimseFailureException(DimseStatus.DataSetDoesNotMatchSOPClass, "no queries at the IMAGE level");
        if (identifier.Level == QueryLevel.Series && plan.Faults.NoSeriesLevel)
            throw new DimseFailureException(DimseStatus.CannotUnderstand, "no queries at the SERIES level");
        if (!relationalQueries)
            identifier.RequireKeysAbove();

        var supported = SupportedKeys(identifier, plan.Faults);
        var keys = MatchedKeys(identifier, supported, plan.Faults);
        var matches = 0;
        foreach (var node in pacs.Archive.Select(identifier))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pacs.Archive.AttributesOf(node) is not { } attributes || !AttributeMatching.Matches(keys, attributes))
                continue;
            AbortIfDue(plan.Faults, matches++);
            await plan.DelayAsync(cancellationToken).ConfigureAwait(false);
            yield return Response(identifier, supported, attributes);
        }
        AbortIfDue(plan.Faults, matches);
    }

    private static void AbortIfDue(Faults faults, int matches)
    {
        if (faults.AbortAfterMatches == matches)
            throw new AbortAssociationException($"simulated: abort after {matches} matches");
    }

    /// <summary>The keys that a PACS takes at this level: its own ones and those of the levels above.</summary>
    private static List<DicomElement> SupportedKeys(QueryIdentifier identifier, Faults faults)
    {
        var keys = new List<DicomElement>();
        foreach (var key in identifier.Keys)
        {
            var isKey = key.Tag != DicomTag.SpecificCharacterSet && key.Tag != DicomTag.QueryRetrieveLevel
                && key.Tag != DicomTag.RetrieveAETitle && key.Tag != DicomTag.InstanceAvailability;
            if (isKey && AttributeLevels.Of(key.Tag) <= identifier.Level && !faults.UnsupportedKeys.Contains(key.Tag))
                keys.Add(key);
        }
        return keys;
    }

    private static DicomDataset MatchedKeys(QueryIdentifier identifier, List<DicomElement> supported, Faults faults)
    {
        var keys = new DicomDataset();
        if (identifier.Keys.Find(DicomTag.SpecificCharacterSet) is { } characterSet)
            keys.Add(characterSet);
        foreach (var key in supported)
        {
            if (!faults.IgnoreOptionalKeys || AttributeLevels.UniqueKey(AttributeLevels.Of(key.Tag)) == key.Tag)
                keys.Add(key);
        }
        return keys;
    }

    /// <summary>What was asked for, the unique keys down to the level, and where to retrieve it from.</summary>
    /// <remarks>PS3.4 C.4.1.1.3.2. The bytes are the archive's own, and so is the character set.</remarks>
    private DicomDataset Response(QueryIdentifier identifier, List<DicomElement> supported, DicomDataset attributes)
    {
        var response = new DicomDataset();
        if (attributes.Find(DicomTag.SpecificCharacterSet) is { } characterSet)
            response.Add(characterSet);
        response
            .Set(DicomTag.QueryRetrieveLevel, QueryIdentifier.NameOf(identifier.Level))
            .Set(DicomTag.RetrieveAETitle, pacs.AETitle)
            .Set(DicomTag.InstanceAvailability, "ONLINE");
        foreach (var key in supported)
            response.Add(attributes.Find(key.Tag) ?? Empty(key));
        for (var level = identifier.Root; level <= identifier.Level; level++)
        {
            if (attributes.Find(AttributeLevels.UniqueKey(level)) is { } unique)
                response.Add(unique);
        }
        return response;
    }

    private static DicomElement Empty(DicomElement key) => key.VR == DicomVR.SQ
        ? new DicomElement(key.Tag, Array.Empty<DicomDataset>())
        : new DicomElement(key.Tag, key.VR, ReadOnlyMemory<byte>.Empty);
}
