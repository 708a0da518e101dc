using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Changes;
using Tandem.Platform.CustomRecords;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Jobs;
using Tandem.Platform.Live;

namespace Tandem.Platform.Hosting;

/// <summary>The order in which a request passes through, and the routes of all modules.</summary>
public static class PlatformPipeline
{
    public static void UsePlatform(this WebApplication app)
    {
        app.UseMiddleware<RequestTelemetry>();
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.UseMiddleware<ApiStatus>());
        app.UseExceptionHandler(_ => { });
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<VersionedAssets>();
        app.UseStaticFiles();
        app.UseMiddleware<WorkspaceGate>();
        app.UseMiddleware<ShortAddresses>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<ActorGate>();
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.UseMiddleware<RequestRate>().UseMiddleware<IdempotencyGate>());
        MapRoutes(app);
    }

    /// <summary>Marks who may come through; <see cref="ActorGate"/> holds it.</summary>
    public static RouteGroupBuilder Behind(this RouteGroupBuilder group, Door door)
    {
        group.WithMetadata(new DoorMetadata(door));
        if (door == Door.Api) return group;
        group.DisableAntiforgery(); // the gate checks it for every form, not only for bound ones
        // What a body has to be is looked at behind the gate: routing would tell a stranger before they are led to sign in.
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            foreach (var accepts in endpoint.Metadata.OfType<IAcceptsMetadata>().ToList()) endpoint.Metadata.Remove(accepts);
        });
        return group;
    }

    private static void MapRoutes(WebApplication app)
    {
        var modules = app.Services.GetRequiredService<ModuleSet>();
        var api = app.MapGroup("/api/v1").Behind(Door.Api);
        api.MapRecords(modules.RecordTypes);
        var pages = app.MapGroup("").Behind(Door.Page).ExcludeFromDescription();
        var open = app.MapGroup("").Behind(Door.OpenPage).ExcludeFromDescription();
        foreach (var module in modules.All)
        {
            module.MapApi(api);
            module.MapPages(pages);
            module.MapOpenPages(open);
        }

        JobList.Map(api);
        ReadChanges.Map(api);
        FileEndpoints.MapApi(api);
        FileEndpoints.MapPages(pages);
        JobPages.Map(pages);
        LiveUpdates.Map(pages);
        app.MapOpenApi("/openapi/{documentName}.json").ExcludeFromDescription();
        Health.Map(app);
    }
}
