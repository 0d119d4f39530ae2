namespace PxSharp.Dicom.Values;

/// <summary>A person name (VR PN): up to three ways to write one name.</summary>
/// <param name="Alphabetic">The name in a phonetic script, Latin mostly; the only one in most of the world.</param>
/// <param name="Ideographic">The name in ideographs or Hangul.</param>
/// <param name="Phonetic">How the ideographs are pronounced: Hiragana, katakana or Hangul.</param>
/// <remarks>PS3.5 6.2.1.</remarks>
public sealed record PersonName(
    PersonNameGroup Alphabetic, PersonNameGroup Ideographic, PersonNameGroup Phonetic)
{
    /// <summary>A name of nobody.</summary>
    public static PersonName Empty { get; } = new(PersonNameGroup.Empty, PersonNameGroup.Empty, PersonNameGroup.Empty);

    /// <summary>Whether all groups are empty.</summary>
    public bool IsEmpty => Alphabetic.IsEmpty && Ideographic.IsEmpty && Phonetic.IsEmpty;

    /// <summary>Reads one value, such as "Yamada^Tarou=山田^太郎=やまだ^たろう". Every text is a name.</summary>
    /// <remarks>Of more than three groups the rest stays in the last one.</remarks>
    public static PersonName Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var groups = value.TrimEnd('=', '^', ' ', '\0').Split('=', 3);
        return new(
            PersonNameGroup.Parse(groups[0]),
            groups.Length > 1 ? PersonNameGroup.Parse(groups[1]) : PersonNameGroup.Empty,
            groups.Length > 2 ? PersonNameGroup.Parse(groups[2]) : PersonNameGroup.Empty);
    }

    /// <summary>The name for people: "Prefix Given Middle Family Suffix" of the first group that there is.</summary>
    public string ToDisplayString() =>
        (!Alphabetic.IsEmpty ? Alphabetic : !Ideographic.IsEmpty ? Ideographic : Phonetic).ToDisplayString();

    /// <summary>The value as DICOM has it, without the delimiters at the end that carry nothing.</summary>
    public override string ToString() => $"{Alphabetic}={Ideographic}={Phonetic}".TrimEnd('=');
}
