namespace PxSharp.Cli;

/// <summary>What <c>px</c> tells its caller when it ends; docs/exit-codes.md is the same table.</summary>
internal enum ExitCode
{
    /// <summary>Everything that was asked for was done.</summary>
    Done = 0,

    /// <summary>It was done in part: instances are missing, or some files were refused.</summary>
    Incomplete = 1,

    /// <summary>The command line is wrong; nothing was begun.</summary>
    Usage = 2,

    /// <summary>No connection, a time-out, or an association that the peer refused or aborted.</summary>
    NoConnection = 3,

    /// <summary>The PACS, the store or CUBE answered with a failure.</summary>
    PacsFailure = 4,

    /// <summary>The input is not what it should be: broken JSON, not DICOM.</summary>
    BadData = 5,

    /// <summary>The local disk or database refused: full, read-only, no permission.</summary>
    Storage = 6,

    /// <summary>A defect of px itself (the value is EX_SOFTWARE of sysexits.h).</summary>
    Internal = 70,

    /// <summary>Ctrl-C or SIGTERM before the end (128 + SIGINT, as shells have it).</summary>
    Interrupted = 130,
}
