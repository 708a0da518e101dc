using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Demo.Contracts;
using Tandem.Demo.Filling;
using Tandem.Demo.Removing;
using Tandem.Platform;
using Tandem.Platform.Jobs;
using Tandem.Platform.Pages;

namespace Tandem.Demo;

/// <summary>Demo data: puts it into an empty workspace, and takes it out again.</summary>
public sealed class DemoModule : Module
{
    public override IEnumerable<HomeCard> HomeCards => [new(typeof(DemoBanner), -10, actor => actor.IsAdministrator)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<FillWorkspace>().AddScoped(provider => new DemoData(provider.GetRequiredService<FillWorkspace>()));
        services.AddScoped<RemoveDemo>().AddScoped<DemoQuery>().AddScoped<IJobHandler, RemoveDemoJob>();
    }

    public override void MapPages(RouteGroupBuilder pages) => DemoPages.Map(pages);
}
