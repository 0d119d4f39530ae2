using PxSharp.Services;

namespace PxSharp.ObjectStores.Swift;

/// <summary>Where a Swift is, and as whom we go there.</summary>
public sealed record SwiftAccount
{
    /// <summary>The container that pypx and ChRIS use.</summary>
    public const string DefaultContainer = "users";

    /// <summary>
    /// Where tokens are given out: <c>http://host:8080/auth/v1.0</c>, or Keystone's <c>https://host:5000/v3</c>.
    /// </summary>
    public required Uri AuthUrl { get; init; }

    /// <summary>For version 1 account and user, such as <c>chris:chris1234</c>; for Keystone the user's name.</summary>
    public required string User { get; init; }

    /// <summary>The user's key or password.</summary>
    public required Secret Secret { get; init; }

    /// <summary>The container that the objects are in; it is made when it is not there.</summary>
    public string Container { get; init; } = DefaultContainer;

    /// <summary>Whether tokens come from Keystone's Identity API version 3, not from auth version 1.</summary>
    public bool UsesKeystone { get; init; }

    /// <summary>The project to work in; for Keystone only.</summary>
    public string? Project { get; init; }

    /// <summary>The domain of the user; for Keystone only.</summary>
    public string UserDomain { get; init; } = "Default";

    /// <summary>The domain of the project; for Keystone only.</summary>
    public string ProjectDomain { get; init; } = "Default";

    /// <summary>The region whose object store is meant; the first one when null. For Keystone only.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// What the containers are in, whoever goes there: the account; for Keystone the project, with its domain and the
    /// region.
    /// </summary>
    internal string Name => UsesKeystone
        ? $"{(Region is null ? "" : Region + "/")}{ProjectDomain}/{Project ?? User}"
        : User.Split(':')[0];

    /// <summary>The user as it may be shown: what follows the account is kept as a secret.</summary>
    internal string ShownUser => UsesKeystone || !User.Contains(':', StringComparison.Ordinal)
        ? User
        : User.Split(':')[0] + ":***";
}
