using System.Reflection;

namespace Tandem.Platform.Hosting;

/// <summary>The version of this program.</summary>
internal static class ProductVersion
{
    /// <summary>Without the commit that builds append.</summary>
    public static string Text { get; } =
        (typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];
}
