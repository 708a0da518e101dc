using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core.Records;
using Tandem.Platform.Navigation;
using Tandem.Platform.Pages;
using Tandem.Platform.Settings;

namespace Tandem.Platform;

/// <summary>
/// The contents page of a module: what it adds to the product. The host lists the modules; everything else finds them through this class.
/// </summary>
public abstract class Module
{
    /// <summary>The record types the module describes. Lists, API, import, export and search come from them.</summary>
    public virtual IEnumerable<RecordType> RecordTypes => [];

    /// <summary>Entries of the main navigation.</summary>
    public virtual IEnumerable<NavigationEntry> Navigation => [];

    /// <summary>Pages under Settings.</summary>
    public virtual IEnumerable<SettingsEntry> Settings => [];

    /// <summary>Steps of the set-up checklist.</summary>
    public virtual IEnumerable<ChecklistStep> ChecklistSteps => [];

    /// <summary>Cards of the home page.</summary>
    public virtual IEnumerable<HomeCard> HomeCards => [];

    /// <summary>Actions of the command palette.</summary>
    public virtual IEnumerable<PaletteAction> Actions => [];

    /// <summary>Parts of the pages of records.</summary>
    public virtual IEnumerable<Records.Pages.RecordPanel> RecordPanels => [];

    public virtual void AddServices(IServiceCollection services)
    {
    }

    /// <summary>Adds the module's entities to the one model.</summary>
    public virtual void MapModel(ModelBuilder model)
    {
    }

    /// <summary>Use cases as sub-resources of <c>/api/v1</c>. The group requires an API actor.</summary>
    public virtual void MapApi(RouteGroupBuilder api)
    {
    }

    /// <summary>Pages and the endpoints their forms post to. The group requires a signed-in user and checks antiforgery.</summary>
    public virtual void MapPages(RouteGroupBuilder pages)
    {
    }

    /// <summary>Pages that need no sign-in: sign-in itself, set-up, public forms.</summary>
    public virtual void MapOpenPages(RouteGroupBuilder pages)
    {
    }
}
