namespace PxSharp.Cli.Help;

/// <summary>The table of exit codes, as manual pages show it.</summary>
internal static class ExitStatusText
{
    public const string Table =
        "0    everything asked for was done\n" +
        "1    done in part: instances are missing, or files were refused\n" +
        "2    the command line is wrong\n" +
        "3    no connection, a time-out, or the association was refused or aborted\n" +
        "4    the PACS, the store or CUBE answered with a failure\n" +
        "5    bad input data: broken JSON, not DICOM\n" +
        "6    local storage trouble: disk full, permissions\n" +
        "70   a defect of px itself\n" +
        "130  interrupted";
}
