using PxSharp.Cube;
using PxSharp.Cube.Registration;

namespace PxSharp.Cli.Registering;

/// <summary>How a registration ends.</summary>
internal static class RegisterExitCode
{
    /// <summary>
    /// 0 when CUBE has all, 1 when it has some; where it has nothing, the code of what was in the way.
    /// </summary>
    public static ExitCode Of(RegisterTotals totals) => totals.Failed == 0 ? ExitCode.Done
        : totals.Registered > 0 ? ExitCode.Incomplete
        : totals.Failure is { } failure ? Of(failure)
        : ExitCode.BadData;

    /// <summary>The code of a failure of CUBE.</summary>
    public static ExitCode Of(CubeFailure failure) =>
        failure == CubeFailure.Unreachable ? ExitCode.NoConnection : ExitCode.PacsFailure;
}
