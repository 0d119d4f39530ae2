namespace PxSharp.Repack;

/// <summary>A source was not repacked, and lies where it was.</summary>
/// <param name="Source">The file, or the directory that could not be read.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">One plain line.</param>
public sealed record FileLeftAlone(string Source, LeftAloneReason Reason, string Message) : RepackEvent(Source);
