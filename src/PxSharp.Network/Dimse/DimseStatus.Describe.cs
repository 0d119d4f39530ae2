namespace PxSharp.Network.Dimse;

public readonly partial record struct DimseStatus
{
    /// <summary>
    /// One plain sentence: what happened, and what to do where something can be done. The code is not in it.
    /// </summary>
    public string Describe() => Code switch
    {
        0x0000 => "Done.",
        0x0001 => "Done, though not everything that was asked for is supported.",
        0x0105 => "The peer does not know an attribute of the request; leave it out.",
        0x0106 => "The peer found an invalid attribute value in the request; correct it.",
        0x0107 => "Done, though the peer does not support some attributes of the request.",
        0x0110 => "The peer failed while it processed the request; look into its log.",
        0x0111 => "The peer has this instance already.",
        0x0112 => "The peer has no such instance; check the UIDs.",
        0x0113 => "The peer does not know this event type.",
        0x0114 => "The peer does not know an argument of the request.",
        0x0115 => "The peer found an invalid argument value in the request; correct it.",
        0x0116 => "Done, though the peer found a value out of range and changed it.",
        0x0117 => "The SOP Instance UID is not a valid UID; correct it.",
        0x0118 => "The peer has no such SOP class; use another service or SOP class.",
        0x0119 => "The instance is not of the SOP class that the request names.",
        0x0120 => "An attribute that the peer needs is missing from the request.",
        0x0121 => "An attribute that the peer needs is empty in the request.",
        0x0122 => "The peer does not support this SOP class; use another service or SOP class.",
        0x0123 => "The peer does not know this action.",
        0x0124 => "The peer does not allow this to us; have our AE title allowed there.",
        0x0210 => "The peer has an operation under this message ID already.",
        0x0211 => "The peer does not know this operation; use another service.",
        0x0212 => "The peer found an argument of the wrong type in the request.",
        0x0213 => "The peer is short of resources; try again later.",
        0xA701 =>
            "The peer is out of resources and cannot count the matches; try again later, or ask for less at once.",
        0xA702 =>
            "The peer is out of resources and cannot send the instances; try again later, or ask for less at once.",
        >= 0xA700 and <= 0xA7FF => "The peer is out of resources, its disk may be full; try again later.",
        0xA801 =>
            "The peer does not know the move destination; add our AE title, host and port to its list of known peers.",
        >= 0xA900 and <= 0xA9FF =>
            "The data does not match the SOP class; check the keys and the level of the query, or the instance.",
        0xB000 =>
            "Done with warnings: a retrieve lacks some instances, ask for those again; a store is kept with changes.",
        0xB006 => "Stored, though the peer discarded some elements.",
        0xB007 => "Stored, though the data set does not match its SOP class.",
        >= 0xB000 and <= 0xBFFF => "Done with a warning that this peer defines; look into its log.",
        >= 0xC000 and <= 0xCFFF =>
            "The peer could not process the request or understand the data; look at its comment and its log.",
        0xFE00 => "Ended because it was cancelled.",
        0xFF00 => "Going on.",
        0xFF01 => "Going on, though the peer does not support some of the optional keys; filter the matches again.",
        >= 0x0100 and <= 0x02FF or >= 0xA000 and <= 0xAFFF =>
            "The peer refused or failed with a code of its own; look into its log.",
        _ => "The peer answered with a status that the standard does not define; look into its log.",
    };
}
