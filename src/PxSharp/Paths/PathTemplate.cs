using System.Text;
using PxSharp.Dicom;

namespace PxSharp.Paths;

/// <summary>pypx's template language: one part of a path, made of text and the values of tags.</summary>
/// <remarks>
/// <c>%Keyword</c> is the value of that tag; <c>%_function|arguments_Keyword</c> is what a function makes of it:
/// <c>md5|n</c> and <c>seahash|n</c> (the first n hexadecimal digits), <c>pad|width,character</c>,
/// <c>strmsk|mask</c> ('*' keeps a character), <c>nospc|filler</c>, <c>name|tag</c> (a made-up name, the same for the
/// same value of the tag in the argument). <c>%AgeInDays</c> is the patient's age at the study, such as
/// <c>024523d</c>. A tag that the data set does not have stays as <c>_Keyword</c>. In the result every run of
/// characters other than letters, digits, '.' and '-' of ASCII is one '_'.
/// </remarks>
public sealed class PathTemplate
{
    private readonly Piece[] _pieces;

    private PathTemplate(string text, Piece[] pieces)
    {
        Text = text;
        _pieces = pieces;
        RequiredTags = [.. pieces.SelectMany(TagsOf).Distinct().Order()];
    }

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>The tags whose values it reads, ascending.</summary>
    public IReadOnlyList<DicomTag> RequiredTags { get; }

    /// <summary>Reads a template.</summary>
    /// <exception cref="PathTemplateException">It has an unknown function or a bad argument.</exception>
    public static PathTemplate Parse(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var parts = template.Split('%');
        var pieces = new List<Piece> { new(parts[0], null, null, null) };
        foreach (var part in parts.Skip(1))
            pieces.AddRange(ParsePiece(template, part));
        return new PathTemplate(template, [.. pieces]);
    }

    /// <summary>
    /// The part of the path for a data set: of letters, digits, '.', '-' and '_', of any length, maybe empty or "..".
    /// </summary>
    public string Expand(DicomDataset head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var result = new StringBuilder(96);
        foreach (var piece in _pieces)
            PathComponent.AppendClean(result, piece.Expand(head));
        return result.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>What stands between one '%' and the next.</summary>
    private static IEnumerable<Piece> ParsePiece(string template, string part)
    {
        TemplateFunction? function = null;
        var name = part;
        if (part.StartsWith('_'))
        {
            var end = part.IndexOf('_', 1);
            if (end < 0)
            {
                throw new PathTemplateException(
                    template, $"'%{part}' begins a function, which must end with '_' before the tag");
            }
            var call = part[1..end].Split('|', 2);
            function = TemplateFunction.Parse(template, call[0], call.Length > 1 ? call[1] : null);
            name = part[(end + 1)..];
            if (name.Length == 0 || !char.IsAsciiLetterOrDigit(name[0]))
                throw new PathTemplateException(template, $"no tag follows the function '%{part[..(end + 1)]}'");
        }
        var length = name.AsSpan().IndexOfAnyExcept(PathComponent.KeywordCharacters) is >= 0 and var stop
            ? stop
            : name.Length;
        // "%PatientIDx" is Patient ID and an x: the longest keyword counts.
        for (var i = length; i > 0; i--)
        {
            var keyword = name[..i];
            if (keyword == TagValue.AgeInDays)
                return [new("%" + keyword, null, function, keyword), new(name[i..], null, null, null)];
            if (DicomDictionary.FindKeyword(keyword) is { } tag && tag.Keyword == keyword)
                return [new("%" + keyword, tag, function, keyword), new(name[i..], null, null, null)];
        }
        return [new("%" + name, null, null, null)];
    }

    private static IEnumerable<DicomTag> TagsOf(Piece piece)
    {
        if (piece.Keyword is null)
            yield break;
        if (piece.Tag is { } tag)
            yield return tag;
        if (piece.Function?.ArgumentTag is { } argument)
            yield return argument;
        if (piece.Tag is null || piece.Tag == DicomTag.PatientAge)
        {
            yield return DicomTag.StudyDate;
            yield return DicomTag.PatientBirthDate;
        }
        if (piece.Tag is null || DicomDictionary.VROf(piece.Tag.Value).UsesSpecificCharacterSet())
            yield return DicomTag.SpecificCharacterSet;
    }

    /// <param name="Text">What stands there when there is no value.</param>
    /// <param name="Tag">The tag; null for text, and for the age in days.</param>
    /// <param name="Function">Applied to the value.</param>
    /// <param name="Keyword">Null for text.</param>
    private sealed record Piece(string Text, DicomTag? Tag, TemplateFunction? Function, string? Keyword)
    {
        public string Expand(DicomDataset head)
        {
            if (Keyword is null)
                return Text;
            var value = Tag is { } tag ? TagValue.Of(head, tag) : TagValue.OfAgeInDays(head);
            if (value is null || Function is null)
                return value ?? Text;
            return Function.Apply(value, Function.ArgumentTag is { } argument ? TagValue.Of(head, argument) : null);
        }
    }
}
