using System.CommandLine;
using PxSharp.Cli.Options;

namespace PxSharp.Cli.Container;

/// <summary><c>px container</c>: what the container image runs, with the options of pypx's image.</summary>
internal sealed class ContainerCommand
{
    private readonly Option<int?> _port = Make.Number(
        "--port", "PORT", "the listener's TCP port (default 11113)", 0, 65535, "-p");

    private readonly Option<string?> _dataRoot = Make.Text(
        "--dataRoot",
        "DIR",
        "BASEMOUNT: data/, log/ and services/ are in it (default $PX_BASEMOUNT, in the image /home/dicom)",
        "-D");

    private readonly Option<string?> _title = Make.Text(
        "--aet", "TITLE", "the listener's AE title (default: the tool's --aetListener or --aet, else PXSHARP)");

    private readonly Option<string?> _execRoot = Make.Ignored("--execRoot", "-E");
    private readonly Option<string?> _temporary = Make.Ignored("--tmpDir", "-t");

    private ContainerCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var container = new ContainerCommand();
        return new CommandDefinition
        {
            Name = "container",
            Summary = "the entry point of the container image",
            Usage = "[options] [--px-TOOL options of the tool]",
            Description = "Without a tool, it receives until it is stopped, as px listen does. With --px-find, "
                + "--px-echo, ... or --pfstorage it runs that tool, with the rest of the line as its options, while "
                + "the listener runs beside it; what the listener says goes to standard error, and it ends after the "
                + "tool. When the listener cannot start, the tool runs all the same. A first word that is no option "
                + "is a command of px, which runs alone. pypx's -E EXECROOT and -t TMPDIR are accepted and ignored: "
                + "nothing else is executed, and files under way lie beside their final place.",
            Options = [new OptionGroup("Listener", container._port, container._dataRoot, container._title)],
            Ignored = [container._execRoot, container._temporary],
            RestBegins = BeginOfTool,
            Examples =
            [
                new("px container -p 11113 -D /home/dicom", "receives"),
                new("px container --px-find --pacs work --PatientID 1234567 --then retrieve",
                    "queries and retrieves, with the listener beside it"),
                new("px container pacs list", "any command of px, alone"),
            ],
            RunAsync = container.RunAsync,
        };
    }

    private static int BeginOfTool(IReadOnlyList<string> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (IsTool(words[at]) || (at == 0 && !words[at].StartsWith('-')))
            {
                return at;
            }
        }

        return words.Count;
    }

    private static bool IsTool(string word) =>
        word.StartsWith("--px-", StringComparison.Ordinal) || word == "--pfstorage";

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var surroundings = Surroundings(invocation);
        var rest = invocation.Rest;
        if (rest is not [var first, ..])
        {
            return await CommandLine.RunAsync(ListenerWords(invocation), surroundings, cancellationToken)
                .ConfigureAwait(false);
        }

        if (!IsTool(first))
        {
            return await CommandLine.RunAsync(rest, surroundings, cancellationToken).ConfigureAwait(false);
        }

        await using var beside = await ListenerBesideTool.StartAsync(
            ListenerWords(invocation), surroundings, cancellationToken).ConfigureAwait(false);
        string[] tool = [first[(first == "--pfstorage" ? 2 : 5)..], .. rest.Skip(1)];
        return await CommandLine.RunAsync(tool, surroundings, cancellationToken).ConfigureAwait(false);
    }

    private Surroundings Surroundings(Invocation invocation)
    {
        var outer = invocation.Surroundings;
        var root = invocation.Text(_dataRoot) is { } given ? Path.GetFullPath(given) : null;
        return new Surroundings
        {
            Terminal = outer.Terminal,
            Variable = name => name == BaseMountOptions.Variable && root is not null ? root : outer.Variable(name),
            Clock = outer.Clock,
        };
    }

    private List<string> ListenerWords(Invocation invocation)
    {
        var words = new List<string> { "listen", "--verbosity", $"{invocation.Verbosity}" };
        if (invocation.Get(_port) is { } port)
        {
            words.AddRange(["--port", $"{port}"]);
        }

        if ((invocation.Text(_title) ?? ValueOf("--aetListener") ?? ValueOf("--aet")) is { } title)
        {
            words.AddRange(["--aet", title]);
        }

        return words;

        // Only the tool knows its options; the title under which it lets the PACS send is among them.
        string? ValueOf(string option)
        {
            for (var at = 1; at < invocation.Rest.Count; at++)
            {
                var word = invocation.Rest[at];
                if (word == option && at + 1 < invocation.Rest.Count)
                {
                    return invocation.Rest[at + 1];
                }

                if (word.StartsWith(option + "=", StringComparison.Ordinal))
                {
                    return word[(option.Length + 1)..];
                }
            }

            return null;
        }
    }
}
