using PxSharp.Fuzz.Targets;

namespace PxSharp.Fuzz;

/// <summary>All targets.</summary>
internal static class TargetList
{
    public static IReadOnlyList<ITarget> All { get; } =
    [
        new FileTarget(),
        new HeadTarget(),
        new InflateTarget(),
        new TextTarget(),
        new JsonTarget(),
        new PduTarget(),
        new CommandTarget(),
        new LayoutTarget(),
        new ReportTarget(),
        new CollectionTarget(),
        new ListingTarget(),
    ];

    public static ITarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
