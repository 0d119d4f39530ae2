using System.Reflection;

namespace PxSharp.Cli.Help;

/// <summary>The version of this program.</summary>
internal static class ProductVersion
{
    /// <summary>"px 1.2.3".</summary>
    public static string Line
    {
        get
        {
            var version = typeof(ProductVersion).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
            var plus = version.IndexOf('+', StringComparison.Ordinal);
            return $"px {(plus < 0 ? version : version[..plus])}";
        }
    }
}
