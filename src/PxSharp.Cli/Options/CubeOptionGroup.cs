using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Services;

namespace PxSharp.Cli.Options;

/// <summary>Which CUBE: by the key of an entry of <c>cube.json</c>, or by its address.</summary>
internal sealed class CubeOptionGroup
{
    /// <summary>The one user who may register.</summary>
    private const string DefaultUser = "chris";

    private readonly Option<string?> _key = Make.Text(
        "--CUBE", "KEY", "the CUBE of this name: an entry of services/cube.json");

    private readonly Option<string?> _url = Make.Text(
        "--CUBEURL", "URL", "a CUBE at this address, such as http://HOST:8000/api/v1/");

    private readonly Option<string?> _user = Make.Text(
        "--CUBEusername", "USER", $"as whom to go there (default {DefaultUser}, who alone may register)");

    private readonly Option<string?> _password = Make.Text(
        "--CUBEuserpasswd",
        "PASSWORD",
        "the user's password; - reads it from standard input (default: $PX_CUBE_TOKEN or $PX_CUBE_PASSWORD, which "
            + "other users of this machine do not see)");

    public IReadOnlyList<Option> Options => [_key, _url, _user, _password];

    /// <summary>Whether one of the options names a CUBE.</summary>
    public bool IsGiven(Invocation invocation) =>
        invocation.Text(_key) is not null || invocation.Text(_url) is not null;

    /// <summary>Whether the password is a line of standard input.</summary>
    public bool ReadsInput(Invocation invocation) =>
        invocation.Text(_url) is not null && invocation.Text(_password) == SecretInput.FromInput;

    /// <summary>The CUBE that the options name.</summary>
    /// <exception cref="UsageException">Something is missing or cannot be.</exception>
    /// <exception cref="ServiceFileException">There is no such entry, or it is broken.</exception>
    public CubeService Resolve(Invocation invocation, BaseMount baseMount)
    {
        var variable = invocation.Surroundings.Variable;
        if (invocation.Text(_url) is not { } url)
        {
            return CubeServices.BesideLog(baseMount.LogDirectory, variable).Get(invocation.Text(_key)!);
        }

        var address = CubeServices.ParseAddress(url) ?? throw new UsageException(
            $"{_url.Name} must be as http://HOST:8000/api/v1/, without user and password in it");
        var user = invocation.Text(_user) ?? DefaultUser;
        if (invocation.Text(_password) is { } given)
        {
            return new CubeService(address, user, new Secret(SecretInput.Read(invocation, _password.Name, given)));
        }

        if (variable(CubeServices.TokenVariable) is { Length: > 0 } token)
        {
            return new CubeService(address, null, null, new Secret(token));
        }

        return variable(CubeServices.PasswordVariable) is { Length: > 0 } password
            ? new CubeService(address, user, new Secret(password))
            : throw new UsageException(
                $"the password of {user} is missing: set {CubeServices.PasswordVariable}, or give {_password.Name} -, "
                    + "which reads it from standard input");
    }
}
