namespace PxSharp.Network.Server;

/// <summary>Tells whoever keeps a log.</summary>
internal static class Events
{
    /// <summary>A log that fails is no reason to fail an association.</summary>
    internal static void Tell(DicomServerOptions options, AssociationEvent what)
    {
        try
        {
            options.OnEvent?.Invoke(what);
        }
#pragma warning disable CA1031 // Whatever it throws is not ours to handle.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
