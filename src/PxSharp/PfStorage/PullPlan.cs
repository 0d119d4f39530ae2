using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;

namespace PxSharp.PfStorage;

/// <summary>Finds out which paths pypx's <c>objPull</c> gives to objects.</summary>
internal static class PullPlan
{
    private static string Here => Path.TrimEndingDirectorySeparator(Environment.CurrentDirectory) is var here
        && here.EndsWith('/') ? here : here + "/";

    /// <summary>An object as a file.</summary>
    /// <param name="stored">The object.</param>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="toLocation">What takes the place of that; null: the whole name is the path.
    /// Where it is null or empty, the path is below the current directory.</param>
    public static ObjectTransfer Of(StoredObject stored, string prefix, string? toLocation)
    {
        var rest = stored.Name[(toLocation is null ? 0 : prefix.Length)..];
        var fault = rest.Length == 0 && toLocation is { Length: > 0 } ? null : ObjectName.FaultOf(rest.TrimStart('/'));
        if (fault is null && !FileObjectStore.CanBePath(rest))
            fault = "it has a character that no file can have here";
        var above = string.IsNullOrEmpty(toLocation) ? Here : toLocation;
        // The text takes the place of the text, as in pypx; where one of them has no '/' at its end, neither needs one.
        if (prefix.EndsWith('/') && !above.EndsWith('/'))
            above += "/";
        if (above.EndsWith('/'))
            rest = rest.TrimStart('/');
        return new ObjectTransfer(fault is null ? above + rest : above, stored.Name, stored.Length)
        {
            Fault = fault is null ? null : new TransferFault(
                TransferFailure.BadName, $"'{stored.Name}' cannot be the name of a file in {above}: {fault}"),
        };
    }
}
