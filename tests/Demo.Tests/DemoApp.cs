using Tandem.Demo.Contracts;

namespace Tandem.Demo.Tests;

/// <summary>A program whose workspace was filled.</summary>
internal static class DemoApp
{
    public static async Task<(TandemApp App, DemoStart Start)> Filled(DatabaseEngine engine, string language = "en")
    {
        var app = await TandemApp.Start(engine, setUp: false);
        return (app, await app.Fill(language));
    }

    public static Task<DemoStart> Fill(this TandemApp app, string language = "en") => app.Run<DemoData, DemoStart>(demo => demo.Fill(language, TestContext.Current.CancellationToken));

    public static async Task<long> Count(this ApiClient api, string plural, string? filter = null) =>
        (await api.Get($"{plural}?limit=1&count=exact{(filter is null ? "" : "&filter=" + Uri.EscapeDataString(filter))}")).Expect(HttpStatusCode.OK).Json.GetProperty("count").GetInt64();
}
