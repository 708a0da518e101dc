namespace Tandem.Platform.Tests.Records;

public sealed class FilterExampleTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [Fact]
    public async Task The_example_that_a_list_gives_is_a_filter_of_that_list()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var api = await app.Api();
        var types = app.Workspace.Types.Current.All.All;
        types.Count.ShouldBeGreaterThan(5);
        foreach (var type in types) (await api.Get($"{type.Plural}?filter={Uri.EscapeDataString(type.FilterExample)}")).Expect(HttpStatusCode.OK);
    }
}
