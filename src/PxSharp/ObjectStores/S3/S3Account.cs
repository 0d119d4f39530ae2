using PxSharp.Services;

namespace PxSharp.ObjectStores.S3;

/// <summary>Where an S3 is, and as whom we go there.</summary>
public sealed record S3Account
{
    /// <summary>
    /// The server, such as <c>https://s3.example.org</c>; null for Amazon's own in <see cref="Region"/>.
    /// </summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The access key ID.</summary>
    public required string AccessKey { get; init; }

    /// <summary>The secret access key.</summary>
    public required Secret Secret { get; init; }

    /// <summary>The bucket that the objects are in; it is made when it is not there.</summary>
    public required string Bucket { get; init; }

    /// <summary>
    /// Whether the bucket stands in the path, not in the host name: what servers other than Amazon's need.
    /// </summary>
    public bool UsesPathStyle { get; init; } = true;
}
