using PxSharp.Paths;
using PxSharp.Storage;

namespace PxSharp.Cli.Retrieving;

/// <summary>How this process receives while it retrieves.</summary>
/// <param name="ListenPort">The port to receive on in this process; null for a receiver that runs already.</param>
/// <param name="Durability">What an acknowledged instance survives.</param>
/// <param name="Layout">The paths of what this process receives; pypx's when null.</param>
internal sealed record SessionOptions(int? ListenPort, Durability Durability, PathLayout? Layout = null);
