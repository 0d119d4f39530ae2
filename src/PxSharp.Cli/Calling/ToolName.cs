namespace PxSharp.Cli.Calling;

/// <summary>The names of pypx's tools; called by one of them, px is that tool.</summary>
internal static class ToolName
{
    /// <summary>Every tool of pypx and its wrapper PACS_QR.sh.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "px-echo", "px-find", "px-do", "px-move", "px-listen", "px-repack", "px-report", "px-status", "px-smdb",
        "px-push", "px-register", "pfstorage", "PACS_QR.sh",
    ];

    /// <summary>The command that a program of this name or path is; null when it is px itself.</summary>
    /// <remarks>Besides pypx's names, every command of one word has one: px-retrieve, px-dump, ...</remarks>
    public static string? CommandOf(string program)
    {
        var name = program.AsSpan(program.AsSpan().LastIndexOfAny('/', '\\') + 1);
        foreach (var ending in (ReadOnlySpan<string>)[".exe", ".cmd", ".sh"])
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                name = name[..^ending.Length];
            }
        }

        return name switch
        {
            "PACS_QR" => "qr",
            "pfstorage" => "pfstorage",
            ['p', 'x', '-', .. var command] when IsCommand(command) => command.ToString(),
            _ => null,
        };
    }

    /// <summary>
    /// The words of the command line with the command first, whichever way it was named: by the program's name, by a
    /// first word as pypx's container takes it (<c>--px-find</c>), or by itself.
    /// </summary>
    public static IReadOnlyList<string> Words(string program, IReadOnlyList<string> arguments)
    {
        if (CommandOf(program) is { } called)
        {
            return [called, .. arguments];
        }

        return arguments is [['-', '-', .. var tool], ..]
            && (tool.StartsWith("px-", StringComparison.Ordinal) || tool == "pfstorage")
            && CommandOf(tool) is { } named
            ? [named, .. arguments.Skip(1)]
            : arguments;
    }

    private static bool IsCommand(ReadOnlySpan<char> command)
    {
        foreach (var entry in CommandCatalogue.Entries)
        {
            if (command.SequenceEqual(entry.Name) && !command.Contains(' '))
            {
                return true;
            }
        }

        foreach (var tool in All)
        {
            if (tool.AsSpan().StartsWith("px-") && tool.AsSpan(3).SequenceEqual(command))
            {
                return true;
            }
        }

        return false;
    }
}
