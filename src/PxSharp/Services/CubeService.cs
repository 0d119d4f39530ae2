namespace PxSharp.Services;

/// <summary>A named CUBE: where its API begins, and who we are there.</summary>
/// <param name="Address">The beginning of the API, with the slash at its end: <c>http://HOST:8000/api/v1/</c>.</param>
/// <param name="UserName">The user; null when a token stands for it.</param>
/// <param name="Password">The user's password; null when a token stands for it.</param>
/// <param name="Token">A token of CUBE's; null when one is to be asked for with user and password.</param>
public sealed record CubeService(Uri Address, string? UserName, Secret? Password, Secret? Token = null);
