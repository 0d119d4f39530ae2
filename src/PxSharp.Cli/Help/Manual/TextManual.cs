using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Help.Manual;

/// <summary>Shows a manual page on a terminal.</summary>
internal static class TextManual
{
    private const int Indent = 7;

    /// <summary>Writes the whole page.</summary>
    public static void Write(ManualPage page, Terminal terminal)
    {
        var text = new HelpText(terminal, Indent);
        for (var place = 0; place < page.Sections.Count; place++)
        {
            if (place > 0)
            {
                terminal.WriteLine();
            }

            terminal.WriteHeading(page.Sections[place].Heading);
            WriteBlocks(page.Sections[place].Blocks, terminal, text);
        }
    }

    private static void WriteBlocks(IReadOnlyList<ManualBlock> blocks, Terminal terminal, HelpText text)
    {
        var before = (ManualBlock?)null;
        foreach (var block in blocks)
        {
            if (before is not null
                && (block.Kind == ManualBlockKind.Heading
                    || (block.Kind == ManualBlockKind.Paragraph && before.Kind != ManualBlockKind.Heading)))
            {
                terminal.WriteLine();
            }

            switch (block.Kind)
            {
                case ManualBlockKind.Entry:
                    text.WriteRows([(block.Text, block.Meaning)]);
                    break;
                case ManualBlockKind.Line:
                    terminal.WriteLine(new string(' ', Indent) + block.Text);
                    break;
                default:
                    text.WriteParagraphs(block.Text);
                    break;
            }

            before = block;
        }
    }
}
