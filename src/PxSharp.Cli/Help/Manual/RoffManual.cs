using System.Globalization;
using System.Text;

namespace PxSharp.Cli.Help.Manual;

/// <summary>Writes a manual page in the language of man(1): roff with the macros of man(7).</summary>
internal static class RoffManual
{
    private const int Width = 76;

    /// <summary>The page's source.</summary>
    /// <param name="page">The page.</param>
    /// <param name="version">"px 1.2.3", at the foot of the page.</param>
    /// <param name="date">The day at the foot of the page.</param>
    public static string Of(ManualPage page, string version, DateOnly date)
    {
        var roff = new StringBuilder();
        roff.Append(CultureInfo.InvariantCulture,
            $".TH {Escape(page.Name.ToUpperInvariant())} 1 {date:yyyy-MM-dd} \"{Escape(version)}\" \"PxSharp\"\n");
        // Neither an option nor a path may be parted, and no line is stretched.
        roff.Append(".nh\n.ad l\n");
        foreach (var section in page.Sections)
        {
            roff.Append(CultureInfo.InvariantCulture, $".SH {section.Heading}\n");
            Append(roff, section.Blocks);
        }

        return roff.ToString();
    }

    private static void Append(StringBuilder roff, IReadOnlyList<ManualBlock> blocks)
    {
        for (var place = 0; place < blocks.Count; place++)
        {
            var block = blocks[place];
            var follows = place > 0 && blocks[place - 1].Kind != ManualBlockKind.Heading;
            switch (block.Kind)
            {
                case ManualBlockKind.Heading:
                    roff.Append(CultureInfo.InvariantCulture, $".SS {Escape(block.Text)}\n");
                    break;
                case ManualBlockKind.Entry:
                    roff.Append(CultureInfo.InvariantCulture, $".TP\n{Term(block.Text)}\n");
                    AppendFilled(roff, block.Meaning);
                    break;
                case ManualBlockKind.Line:
                    roff.Append(follows ? ".br\n" : "").Append(Protect(Escape(block.Text))).Append('\n');
                    break;
                default:
                    roff.Append(follows ? ".PP\n" : "");
                    AppendFilled(roff, block.Text);
                    break;
            }
        }
    }

    /// <summary>Names of options are bold, what follows them is not.</summary>
    private static string Term(string text)
    {
        var words = text.Split(' ');
        var term = string.Join(' ', words.Select(word =>
            word.StartsWith('-') ? @"\fB" + Escape(word.TrimEnd(',')) + @"\fR" + (word.EndsWith(',') ? "," : "")
            : text.StartsWith('-') ? @"\fI" + Escape(word) + @"\fR"
            : Escape(word)));
        return Protect(text.StartsWith('-') ? term : $@"\fB{Escape(text)}\fR");
    }

    private static void AppendFilled(StringBuilder roff, string text)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Escape))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                roff.Append(Protect(line.ToString())).Append('\n');
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        if (line.Length > 0)
        {
            roff.Append(Protect(line.ToString())).Append('\n');
        }
    }

    /// <summary>A line that begins with a dot or a quote would be taken for a command.</summary>
    private static string Protect(string line) => line.StartsWith('.') || line.StartsWith('\'') ? @"\&" + line : line;

    /// <summary>Characters that roff would take for something else, or draw as something else.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => @"\e",
                '-' => @"\-",
                '\'' => @"\(aq",
                '"' => @"\(dq",
                '`' => @"\(ga",
                '^' => @"\(ha",
                '~' => @"\(ti",
                > 126 => string.Create(CultureInfo.InvariantCulture, $@"\[u{rune.Value:X4}]"),
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}
