global using Microsoft.Playwright;
global using Tandem.Platform.Access;
global using Tandem.Platform.Data;
global using Tandem.Testing;
global using Tandem.Testing.App;
global using static Microsoft.Playwright.Assertions;

[assembly: AssemblyFixture(typeof(Tandem.Browser.Tests.BrowserFixture))]
