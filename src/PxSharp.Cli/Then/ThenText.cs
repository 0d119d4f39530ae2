using PxSharp.Cli.Terminals;
using PxSharp.Query;
using PxSharp.Report;

namespace PxSharp.Cli.Then;

/// <summary>The lines with which <c>--withFeedBack</c> begins a study, as pypx has them.</summary>
internal static class ThenText
{
    private const int KeywordWidth = 30;

    /// <summary><c>[ STUDY retrieve ]</c>, what the study is, <c>[ SERIES retrieve ]</c>.</summary>
    public static IEnumerable<string> Head(string verb, FoundStudy study)
    {
        yield return $"[ STUDY {verb} ]";
        foreach (var field in StudyReport.Of(study, ReportLayout.Default with { HeaderSeriesTags = [] }).Header)
        {
            yield return $"{field.Keyword.PadLeft(KeywordWidth)}  {VisibleText.Of(field.Value)}";
        }

        yield return "";
        yield return $"[ SERIES {verb} ]";
    }

    /// <summary>Writes them.</summary>
    public static void WriteHead(Terminal terminal, string verb, FoundStudy study)
    {
        foreach (var line in Head(verb, study))
        {
            terminal.WriteLine(line);
        }
    }
}
