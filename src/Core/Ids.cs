using System.Diagnostics.CodeAnalysis;

namespace Tandem.Core;

/// <summary>Ids are UUID version 7, made in the application: they sort by time of creation on both databases.</summary>
public static class Ids
{
    public static Guid New() => Guid.CreateVersion7();

    /// <summary>An id whose time part is <paramref name="at"/>: for records that are imported or generated with an older date.</summary>
    public static Guid New(DateTimeOffset at) => Guid.CreateVersion7(at);

    /// <summary>The short form for addresses in the browser is the plain 32-digit hexadecimal form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Guid id) => Guid.TryParse(text, out id);
}
