namespace Tandem.Browser.Tests;

public class ShellJourney(BrowserFixture browser)
{
    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task Home_can_be_used_by_everyone_in_every_window(int width, bool dark)
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Sales);
        await browser.Visit(app, person, async window =>
        {
            await window.Go("/");
            await window.Page.GetByRole(AriaRole.Main).WaitForAsync();
            await window.FitsItsWidth();
            await window.IsAccessible();
        }, new Look { Width = width, Dark = dark });
    }
}
