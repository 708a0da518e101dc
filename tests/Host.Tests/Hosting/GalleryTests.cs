namespace Tandem.Host.Tests.Hosting;

public class GalleryTests
{
    [Theory]
    [InlineData("Development", HttpStatusCode.OK)]
    [InlineData("Production", HttpStatusCode.NotFound)]
    public async Task The_gallery_of_components_is_there_in_development_only(string environment, HttpStatusCode status)
    {
        await using var app = await App.Start(DatabaseEngine.Sqlite, customise: builder => builder.Environment.EnvironmentName = environment);
        using var page = await app.SignedIn();
        foreach (var path in new[] { "/ui", "/ui/shell" }) (await page.Open(path)).Status.ShouldBe(status, path);
    }
}
