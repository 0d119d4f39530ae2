using PxSharp.Network.Associations;

namespace PxSharp.Cli.Calling;

/// <summary>The DCMTK command lines that pypx would run: <c>command</c> of its JSON. Nothing here runs them.</summary>
internal static class DcmtkCommand
{
    public static string Echoscu(AssociationOptions peer) =>
        $"/usr/bin/echoscu  --timeout 5 -v   {Address(peer)}";

    /// <param name="peer">The PACS.</param>
    /// <param name="destination">The AE title to send to.</param>
    /// <param name="keys">The UIDs, such as <c>StudyInstanceUID=1.2.3</c>.</param>
    public static string Movescu(AssociationOptions peer, string destination, params IEnumerable<string> keys) =>
        $"/usr/bin/movescu -S --move {destination} --timeout 5 {string.Join(' ', keys.Select(key => "-k " + key))}  "
            + Address(peer);

    private static string Address(AssociationOptions peer) =>
        $"-aec {peer.CalledAETitle} -aet {peer.CallingAETitle} {peer.Host} {peer.Port}";
}
