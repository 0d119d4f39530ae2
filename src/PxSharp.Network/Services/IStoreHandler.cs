namespace PxSharp.Network.Services;

/// <summary>
/// Takes the instances that peers send (C-STORE, also as part of a C-GET). Called from many associations at once.
/// </summary>
public interface IStoreHandler
{
    /// <summary>Begins to take an instance.</summary>
    /// <returns>What takes its bytes.</returns>
    /// <remarks>
    /// An exception refuses it: the data set is read and dropped, and the answer is the status of a
    /// <see cref="DimseFailureException"/>, A700 for a full disk, C000 for a <see cref="Dicom.DicomException"/>, else
    /// 0110.
    /// </remarks>
    ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken);
}
