namespace PxSharp.Services;

/// <summary>A named PACS: who we are, who it is, and where it listens.</summary>
/// <param name="CallingAETitle">Our AE title (<c>aet</c> in the file).</param>
/// <param name="CalledAETitle">The PACS' AE title (<c>aec</c>).</param>
/// <param name="Host">Its name or address (<c>ip</c>).</param>
/// <param name="Port">Its TCP port, 1 to 65535 (<c>port</c>).</param>
public sealed record PacsService(string CallingAETitle, string CalledAETitle, string Host, int Port);
