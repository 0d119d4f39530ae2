namespace PxSharp.Dicom.Values;

/// <summary>One component group of a person name; a component that there is not is empty.</summary>
/// <param name="FamilyName">The family name complex.</param>
/// <param name="GivenName">The given name complex.</param>
/// <param name="MiddleName">The middle name.</param>
/// <param name="Prefix">The name prefix: Dr., Mrs.</param>
/// <param name="Suffix">
/// The name suffix: Jr., M.D.; with what follows a fifth delimiter, which the standard has not.
/// </param>
/// <remarks>PS3.5 6.2.1.1.</remarks>
public sealed record PersonNameGroup(
    string FamilyName, string GivenName = "", string MiddleName = "", string Prefix = "", string Suffix = "")
{
    /// <summary>A group without components.</summary>
    public static PersonNameGroup Empty { get; } = new("");

    /// <summary>Whether all components are empty.</summary>
    public bool IsEmpty => (FamilyName + GivenName + MiddleName + Prefix + Suffix).Length == 0;

    /// <summary>
    /// Reads a group, such as "Adams^John Robert Quincy^^Rev.^B.A. M.Div.". Spaces around a component are cut.
    /// </summary>
    public static PersonNameGroup Parse(string group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var parts = group.Split('^', 5);
        return new(Part(0), Part(1), Part(2), Part(3), Part(4).TrimEnd('^', ' '));

        string Part(int index) => index < parts.Length ? parts[index].Trim(' ') : "";
    }

    /// <summary>The group for people: "Prefix Given Middle Family Suffix".</summary>
    public string ToDisplayString()
    {
        string[] parts = [Prefix, GivenName, MiddleName, FamilyName, Suffix];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    /// <summary>The group as DICOM has it, without the delimiters at the end that carry nothing.</summary>
    public override string ToString() => $"{FamilyName}^{GivenName}^{MiddleName}^{Prefix}^{Suffix}".TrimEnd('^');
}
