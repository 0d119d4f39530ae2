using System.Globalization;
using System.Text;
using PxSharp.Dicom;
using PxSharp.Network.Associations;

namespace PxSharp.Query;

/// <summary>Tells a query as the findscu command line that pypx would run: the <c>command</c> of its JSON.</summary>
/// <remarks>Nothing here runs it; it can be pasted into a shell to ask the same by other means.</remarks>
public static class FindscuCommand
{
    /// <summary>Where pypx looks for findscu.</summary>
    public const string DefaultExecutable = "/usr/bin/findscu";

    /// <summary>The command line for an identifier.</summary>
    /// <param name="identifier">What is asked.</param>
    /// <param name="peer">Who is asked.</param>
    /// <param name="executable">The findscu that is named.</param>
    public static string Text(DicomDataset identifier, AssociationOptions peer, string executable = DefaultExecutable)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        ArgumentNullException.ThrowIfNull(peer);
        var text = new StringBuilder(executable).Append(" -xi -S ");
        var keys = identifier.Where(element => element.Tag != DicomTag.SpecificCharacterSet)
            .Select(element => (Name: element.Tag.Keyword ?? $"{element.Tag.Group:x4},{element.Tag.Element:x4}",
                Value: identifier.GetString(element.Tag) ?? ""))
            .OrderBy(key => key.Name, StringComparer.Ordinal);
        foreach (var (name, value) in keys)
        {
            text.Append(" -k ").Append(value.Length == 0 ? name : $"\"{Quoted($"{name}={value}")}\"");
        }
        return text.Append(CultureInfo.InvariantCulture,
            $"  -aec {peer.CalledAETitle} -aet {peer.CallingAETitle} {peer.Host} {peer.Port} | strings ").ToString();
    }

    private static string Quoted(string text)
    {
        foreach (var special in (ReadOnlySpan<char>)['\\', '"', '$', '`'])
        {
            text = text.Replace(special.ToString(), "\\" + special, StringComparison.Ordinal);
        }
        return text;
    }
}
