namespace PxSharp.Cube;

/// <summary>What kind of failure a CUBE had.</summary>
public enum CubeFailure
{
    /// <summary>It does not take what was sent; <see cref="CubeException.Refusals"/> says why.</summary>
    Refused,

    /// <summary>It does not let us in, or not to this: user, password, token, permission.</summary>
    Denied,

    /// <summary>No connection, no answer in time, or the server failed each time that it was tried.</summary>
    Unreachable,

    /// <summary>What answers is not a CUBE, or speaks otherwise than a CUBE does.</summary>
    NotCube,
}
