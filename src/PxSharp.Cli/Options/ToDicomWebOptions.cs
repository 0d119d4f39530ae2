using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Pushing;
using PxSharp.Push;
using PxSharp.Services;

namespace PxSharp.Cli.Options;

/// <summary>The DICOMweb server to push to.</summary>
internal sealed class ToDicomWebOptions
{
    private readonly Option<string?> _url = Make.Text(
        "--stow", "URL", "a DICOMweb server, such as https://host/dicom-web");

    private readonly Option<string?> _user = Make.Text(
        "--stowUser", "USER", "as whom; $PX_STOW_SECRET has the password, or without a user a bearer token");

    public OptionGroup Group => new("To a DICOMweb server (STOW-RS)", _url, _user);

    /// <summary>Whether a server is named.</summary>
    public bool IsGiven(Invocation invocation) => invocation.Text(_url) is not null;

    /// <summary>The server that the options name.</summary>
    /// <exception cref="UsageException">It cannot be one, or the password is missing.</exception>
    public PushDestination Open(Invocation invocation)
    {
        if (!Uri.TryCreate(invocation.Text(_url), UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            throw new UsageException(
                "--stow: it is no address such as https://host/dicom-web (the user goes to --stowUser)");
        }

        var user = invocation.Text(_user);
        var secret = invocation.Surroundings.Variable("PX_STOW_SECRET") is { Length: > 0 } given ? given : null;
        if (user is not null && secret is null)
        {
            throw new UsageException("--stowUser: the password is missing; set $PX_STOW_SECRET");
        }

        return new PushDestination(new StowTarget(
            url,
            new StowTargetOptions { User = user, Secret = secret is null ? null : new Secret(secret) },
            invocation.Surroundings.Clock));
    }
}
