using System.Reflection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Data;
using Tandem.Platform.Localization;
using Tandem.Platform.Navigation;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Platform.Search;
using Tandem.Ui;

namespace Tandem.Platform.Hosting;

/// <summary>Registers what the platform offers to every module.</summary>
public static class PlatformServices
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, ModuleSet modules, TandemOptions options, TimeProvider clock)
    {
        services.AddSingleton(options).AddSingleton(clock).AddSingleton(modules);
        services.AddScoped(provider => provider.GetRequiredService<CurrentWorkspace>().Types);
        services.AddSingleton(TextCatalog.Load(TextSources(modules)));
        services.AddSingleton<WorkspaceRegistry>().AddSingleton<AssetVersion>().AddSingleton<Foreground>();
        services.AddScoped<CurrentWorkspace>().AddScoped<Crm>().AddScoped<CurrentPage>();
        services.AddScoped(provider => provider.GetRequiredService<Crm>().Open(Actor.System));
        services.AddTandemUi(provider => provider.GetRequiredService<CurrentPage>().Screen());
        services.AddSingleton<NavigationMenu>().AddSingleton<CustomRecords.ProductPlaces>();
        services.AddSingleton<Locales>().AddSingleton<FilterContexts>();
        services.AddScoped<Readings>().AddScoped<RecordSearch>();
        services.AddScoped(typeof(RecordReader<>)).AddScoped(typeof(RecordWriter<>)).AddScoped(typeof(Records.Bulk.BulkWork<>)).AddScoped(typeof(Records.Bulk.BulkEdit<>));
        services.AddScoped(typeof(FieldDemands<>)).AddScoped(typeof(BatchWriter<>)).AddScoped(typeof(Records.Export.RecordExport<>));
        services.AddScoped(typeof(Records.History.RecordHistory<>)).AddScoped(typeof(Records.History.RestoreValues<>));
        ApiDescription.Add(services);
        BackgroundServices.Add(services);
        Import.ImportServices.Add(services);
        Records.Merging.MergeServices.Add(services);
        Webhooks.WebhookServices.Add(services);
        AddAccess(services);
        foreach (var module in modules.All) module.AddServices(services);
        return services;
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddIdentityCore<User>(identity =>
        {
            identity.Password.RequiredLength = 10;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            identity.Password.RequiredUniqueChars = 4;
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        }).AddSignInManager().AddEntityFrameworkStores<CrmDb>().AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "tandem";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "tandem-form";
            antiforgery.HeaderName = "X-Form-Token";
        });
        services.AddDataProtection().SetApplicationName("Tandem");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
            keys.XmlRepository = new DatabaseKeyRing(provider.GetRequiredService<WorkspaceRegistry>())));
        services.AddScoped<InviteUser>().AddScoped<MakeApiKey>();
        services.AddExceptionHandler<Records.Merging.ServeAliases>().AddExceptionHandler<Problems>();
    }

    private static IEnumerable<Assembly> TextSources(ModuleSet modules) => modules.All.Select(module => module.GetType().Assembly)
        .Append(typeof(RecordType).Assembly).Append(Assembly.Load("Tandem.Ui")).Distinct();
}
