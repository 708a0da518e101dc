using Tandem.Platform.Files;

namespace Tandem.Customers.People;

/// <summary>Where the photo of a person is.</summary>
internal static class PersonPhoto
{
    public static string? Url(Guid? photoId) => photoId is { } id ? Pictures.Url(id) : null;
}
