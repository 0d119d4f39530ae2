using PxSharp.Repack;
using PxSharp.Storage;

namespace PxSharp.Cli.Repacking;

/// <summary>Counts what became of the sources.</summary>
internal sealed class RepackTally
{
    private int _filed;
    private int _alreadyThere;
    private int _removed;
    private int _leftAlone;
    private int _failed;

    /// <summary>Whether there were sources, and all of them are filed.</summary>
    public bool IsWhole => _leftAlone == 0 && _filed + _alreadyThere > 0;

    public ExitCode ExitCode => (_failed, _leftAlone, _filed + _alreadyThere) switch
    {
        ( > 0, _, 0) => ExitCode.Storage,
        (_, > 0, 0) => ExitCode.BadData,
        (0, 0, _) => ExitCode.Done,
        _ => ExitCode.Incomplete,
    };

    /// <summary>
    /// Why the exit code is what it is; null where there is nothing to explain: of one file, its own line says it.
    /// </summary>
    public string? Explanation => _filed + _alreadyThere + _leftAlone == 1 ? null : ExitCode switch
    {
        ExitCode.Incomplete =>
            $"{_leftAlone} of {_filed + _alreadyThere + _leftAlone} files were left alone: exit code 1",
        ExitCode.BadData => "no file could be filed, each for what is in it: exit code 5",
        ExitCode.Storage => $"no file could be filed, {_failed} for trouble with storage: exit code 6",
        _ => null,
    };

    public void Add(RepackEvent happened)
    {
        switch (happened)
        {
            case FileRepacked { Outcome: PlacedOutcome.AlreadyThere } present:
                _alreadyThere++;
                _removed += present.IsSourceRemoved ? 1 : 0;
                break;
            case FileRepacked filed:
                _filed++;
                _removed += filed.IsSourceRemoved ? 1 : 0;
                break;
            case FileLeftAlone { Reason: LeftAloneReason.Failed }:
                _failed++;
                _leftAlone++;
                break;
            case FileLeftAlone:
                _leftAlone++;
                break;
        }
    }

    public string Describe()
    {
        var text = $"{_filed} filed, {_alreadyThere} already there, {_leftAlone} left alone";
        return _removed > 0 ? $"{text}, {_removed} sources removed" : text;
    }
}
