using System.Text;

namespace PxSharp.Cli.Tests.Golden;

/// <summary>Parts a command line into words as a shell does: blanks, single and double quotes.</summary>
internal static class ShellWords
{
    public static string[] Of(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        foreach (var c in line)
        {
            if (quote == '\0' && c is ' ' or '\n')
            {
                Add();
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
                word ??= new StringBuilder();
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        Add();
        return [.. words];

        void Add()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }
}
