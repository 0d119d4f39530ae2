namespace PxSharp.Dicom.Json;

/// <summary>The members of a PN value, in the order of its component groups.</summary>
/// <remarks>PS3.18 F.2.2.</remarks>
internal static class PersonNameMembers
{
    internal static readonly string[] All = ["Alphabetic", "Ideographic", "Phonetic"];
}
