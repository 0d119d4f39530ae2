namespace PxSharp.Push;

/// <summary>Why an instance is not at the target.</summary>
public enum PushFailure
{
    /// <summary>The file holds no instance: it is not DICOM, or has no UIDs.</summary>
    NotAnInstance,

    /// <summary>The file cannot be read, is gone, or changed while it was sent.</summary>
    Source,

    /// <summary>
    /// Another file of this push has the same SOP Instance UID and other content, or the name at the target is that of
    /// another instance.
    /// </summary>
    Conflict,

    /// <summary>No connection, no answer in time, or the target failed each time it was tried.</summary>
    Unreachable,

    /// <summary>The target does not let us in: user, password, AE title, permission.</summary>
    Denied,

    /// <summary>There is no room at the target: a quota is used up, or its disk is full.</summary>
    Full,

    /// <summary>The target refused this instance, or answered with a failure of another kind.</summary>
    Refused,
}
