using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Hosting;
using Tandem.Ui.Gallery;

namespace Tandem.Host;

/// <summary>Builds the web application: the program serves it, the tests start it.</summary>
public static class TandemApp
{
    /// <param name="meanwhile">Begins what can be done while the addresses of pages are mapped.</param>
    public static WebApplication Build(
        TandemOptions options, TimeProvider? clock = null, ModuleSet? modules = null, Action<WebApplicationBuilder>? customise = null, Action<IServiceProvider>? meanwhile = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(TandemApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // It warns that keys in the database are not encrypted with a key outside it; whoever reads the database has everything anyway.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Commands speak on the standard output; what is logged goes beside it.
        if (options.JsonLog) builder.Logging.ClearProviders().AddJsonConsole(json => json.UseUtcTimestamp = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddPlatform(modules ?? Modules.All(), options, clock ?? TimeProvider.System);
        customise?.Invoke(builder);
        var app = builder.Build();
        meanwhile?.Invoke(app.Services);
        app.UsePlatform();
        if (app.Environment.IsDevelopment()) app.MapGroup("").Behind(Door.OpenPage).ExcludeFromDescription().MapGallery();
        return app;
    }
}
