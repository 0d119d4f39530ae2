namespace PxSharp.Network.Associations;

/// <summary>Why an association was rejected: the three codes of an A-ASSOCIATE-RJ.</summary>
/// <remarks>PS3.8 table 9-21.</remarks>
/// <param name="Result">Whether a later try may succeed.</param>
/// <param name="Source">Which part of the acceptor rejected.</param>
/// <param name="Reason">The reason; what it means depends on the source.</param>
public readonly record struct Rejection(RejectionResult Result, RejectionSource Source, byte Reason)
{
    /// <summary>The acceptor gives no reason.</summary>
    public static Rejection NoReasonGiven => new(RejectionResult.Permanent, RejectionSource.ServiceUser, 1);

    /// <summary>The acceptor does not know the application context.</summary>
    public static Rejection ApplicationContextNotSupported =>
        new(RejectionResult.Permanent, RejectionSource.ServiceUser, 2);

    /// <summary>The acceptor does not know the calling AE title.</summary>
    public static Rejection CallingAETitleNotRecognized =>
        new(RejectionResult.Permanent, RejectionSource.ServiceUser, 3);

    /// <summary>The acceptor has another AE title.</summary>
    public static Rejection CalledAETitleNotRecognized =>
        new(RejectionResult.Permanent, RejectionSource.ServiceUser, 7);

    /// <summary>The acceptor does not support this version of the protocol.</summary>
    public static Rejection ProtocolVersionNotSupported =>
        new(RejectionResult.Permanent, RejectionSource.ServiceProviderACSE, 2);

    /// <summary>The acceptor has too much to do at the moment.</summary>
    public static Rejection TemporaryCongestion =>
        new(RejectionResult.Transient, RejectionSource.ServiceProviderPresentation, 1);

    /// <summary>The acceptor has as many associations as it takes.</summary>
    public static Rejection LocalLimitExceeded =>
        new(RejectionResult.Transient, RejectionSource.ServiceProviderPresentation, 2);

    /// <summary>One plain line that says why, and what to do about it.</summary>
    /// <param name="callingAETitle">The calling AE title of the request.</param>
    /// <param name="calledAETitle">The called AE title of the request.</param>
    public string Describe(string callingAETitle, string calledAETitle)
    {
        var lasting = Result switch
        {
            RejectionResult.Permanent => "permanent",
            RejectionResult.Transient => "transient",
            _ => $"result {(byte)Result}",
        };
        var why = (Source, Reason) switch
        {
            (RejectionSource.ServiceUser, 2) =>
                "application context not supported; is it a DICOM service that answers there?",
            (RejectionSource.ServiceUser, 3) =>
                $"calling AE title {callingAETitle} not recognised; "
                + "set the calling AE title to one that the PACS knows, or register it there",
            (RejectionSource.ServiceUser, 7) =>
                $"called AE title {calledAETitle} not recognised; set the called AE title to the PACS' own",
            (RejectionSource.ServiceProviderACSE, 2) =>
                "protocol version not supported; the peer is not a usual DICOM service",
            (RejectionSource.ServiceProviderPresentation, 1) => "the PACS is congested; try again later",
            (RejectionSource.ServiceProviderPresentation, 2) =>
                "the PACS has as many associations as it takes; use fewer at once or try again later",
            _ when Result == RejectionResult.Transient =>
                $"no reason given (source {(byte)Source}, reason {Reason}); try again later",
            _ => $"no reason given (source {(byte)Source}, reason {Reason}); "
                + "check both AE titles and the PACS' list of known peers",
        };
        return $"rejected ({lasting}): {why}";
    }
}
