using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PxSharp.Dicom.Generator;

/// <summary>Writes the tags and UIDs of PS3.6 as code, from <c>tags.tsv</c> and <c>uids.tsv</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DictionaryGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tables = context.AdditionalTextsProvider
            .Where(static file => Path.GetExtension(file.Path) == ".tsv")
            .Select(static (file, cancel) =>
                (Name: Path.GetFileName(file.Path), Text: file.GetText(cancel)?.ToString() ?? ""));
        context.RegisterSourceOutput(tables, static (output, table) =>
        {
            switch (table.Name)
            {
                case "tags.tsv":
                    var tags = TagRow.ParseAll(table.Text);
                    Add(output, "DicomTag.g.cs", TagSource.Properties(tags));
                    Add(output, "TagTable.g.cs", TagSource.Table(tags));
                    break;
                case "uids.tsv":
                    var uids = UidRow.ParseAll(table.Text);
                    Add(output, "DicomUID.g.cs", UidSource.Constants(uids));
                    Add(output, "UidTable.g.cs", UidSource.Table(uids));
                    break;
            }
        });
    }

    private static void Add(SourceProductionContext output, string name, string source) =>
        output.AddSource(name, SourceText.From(source, Encoding.UTF8));
}
