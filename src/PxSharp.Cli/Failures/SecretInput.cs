using System.Text;

namespace PxSharp.Cli.Failures;

/// <summary>
/// A secret from the command line, or as a line of standard input, where no list of processes shows it.
/// </summary>
internal static class SecretInput
{
    /// <summary>In place of a secret: read it from standard input.</summary>
    public const string FromInput = "-";

    private const int LongestSecret = 4096;

    /// <summary>The secret that an option gives.</summary>
    /// <exception cref="UsageException">Standard input holds none.</exception>
    public static string Read(Invocation invocation, string option, string given)
    {
        if (given != FromInput)
        {
            return given;
        }

        using var reader = new StreamReader(invocation.Terminal.OpenInput(), Encoding.UTF8);
        var buffer = new char[LongestSecret + 1];
        var length = reader.ReadBlock(buffer);
        var text = new string(buffer, 0, length).Split('\n')[0].TrimEnd('\r');
        return length <= LongestSecret && text.Length > 0
            ? text
            : throw new UsageException($"{option} -: standard input holds no such line");
    }
}
