namespace PxSharp.Receive;

/// <summary>A receiver that runs on a BASEMOUNT, in this process or another one.</summary>
/// <param name="ProcessId">Its process; 0 for one that xinetd or systemd starts whenever a peer calls.</param>
/// <param name="AETitle">Its AE title: the move destination to ask for.</param>
/// <param name="Port">The TCP port that it listens on.</param>
/// <param name="DataDirectory">Its data root, as a full path.</param>
public sealed record RunningReceiver(int ProcessId, string AETitle, int Port, string DataDirectory)
{
    /// <summary>
    /// Finds the receiver that has announced itself, or the one that is started on demand; null when there is none.
    /// </summary>
    /// <param name="databaseDirectory">pypx's --db, <c>BASEMOUNT/log</c>.</param>
    public static RunningReceiver? Find(string databaseDirectory) => ReceiverPresence.Find(databaseDirectory);
}
