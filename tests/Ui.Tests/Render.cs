using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tandem.Ui.Tests;

/// <summary>Renders a component on the server, as an endpoint would.</summary>
internal static class Render
{
    public static Task<string> Html<T>(Dictionary<string, object?> parameters, string language = "en")
        where T : IComponent => Html<T>(parameters, Samples.ScreenIn(language));

    public static async Task<string> Html<T>(Dictionary<string, object?> parameters, Screen screen)
        where T : IComponent
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(Samples.Texts);
        services.AddCascadingValue(_ => screen);
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    /// <summary>The body that a browser makes of it.</summary>
    public static async Task<IElement> Body<T>(Dictionary<string, object?> parameters, string language = "en")
        where T : IComponent => Parse(await Html<T>(parameters, language));

    public static IElement Parse(string html) => new HtmlParser().ParseDocument(html).Body!;
}
