namespace PxSharp.Interop.Tests.Peers;

/// <summary>The PACS that the same test is run against.</summary>
public enum PacsKind
{
    Orthanc,
    Dcmqrscp,
}
