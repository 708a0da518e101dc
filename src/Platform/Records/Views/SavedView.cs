using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Views;

/// <summary>A way to look at the records of one type, under a name: its maker's own, their team's, or everyone's.</summary>
public sealed class SavedView : Record
{
    public const int MaxNameLength = 80;

    /// <summary>How many views of one type a person may make.</summary>
    public const int MostOfOne = 100;

    private SavedView()
    {
    }

    /// <param name="recordType">Key of the type whose records it shows.</param>
    /// <param name="by">Whose it is.</param>
    public SavedView(string recordType, Actor by) => (RecordType, OwnerId, TeamId) = (recordType, by.Id, by.TeamId);

    public string RecordType { get; private init; } = "";

    public string Name { get; private set; } = "";

    public ViewKind Kind { get; private set; }

    public ViewLook Look { get; private set; } = new();

    public ViewScope Scope { get; private set; }

    /// <summary>The user or API key that made it.</summary>
    public Guid? OwnerId { get; private init; }

    /// <summary>The team that a team's view is shared with: its maker's.</summary>
    public Guid? TeamId { get; private init; }

    /// <summary>Roles whose members see it when they open the list.</summary>
    public IReadOnlyList<Role> DefaultFor { get; private set; } = [];

    public void Call(string? name)
    {
        var given = name?.Trim();
        if (string.IsNullOrEmpty(given)) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        Name = given.Length <= MaxNameLength ? given : throw Refused.On("name", RecordRefusals.TooLong, ("field", "name"), ("max", MaxNameLength));
    }

    public void Show(ViewKind kind, ViewLook look) => (Kind, Look) = (kind, look);

    /// <summary>Says who finds it. With everyone only those who lead share, so that the list of views stays one that people can use.</summary>
    public void ShareWith(ViewScope scope, Actor by)
    {
        if (scope == Scope) return;
        if (scope == ViewScope.Team && TeamId is null) throw Refused.On("scope", ViewRefusals.NoTeam);
        if ((scope == ViewScope.Everyone || Scope == ViewScope.Everyone) && !Leads(by)) throw Refused.On("scope", ViewRefusals.EveryoneByLeaders);
        Scope = scope;
        if (scope == ViewScope.Mine) DefaultFor = [];
    }

    /// <summary>Makes it what members of roles see first.</summary>
    public void BeDefaultFor(IReadOnlyCollection<Role> roles, Actor by)
    {
        Role[] wanted = [.. roles.Distinct().Order()];
        if (wanted.SequenceEqual(DefaultFor)) return;
        if (!Leads(by)) throw Refused.On("defaultFor", ViewRefusals.DefaultByLeaders);
        if (wanted.Length > 0 && Scope == ViewScope.Mine) throw Refused.On("defaultFor", ViewRefusals.DefaultIsShared);
        DefaultFor = wanted;
    }

    /// <summary>Another view has become what these roles see first.</summary>
    internal void GiveWay(IReadOnlyCollection<Role> roles)
    {
        if (DefaultFor.Any(roles.Contains)) DefaultFor = [.. DefaultFor.Where(role => !roles.Contains(role))];
    }

    /// <summary>Its maker changes it; a shared one also those who lead.</summary>
    public bool MayBeChangedBy(Actor actor) => OwnerId == actor.Id || (Scope != ViewScope.Mine && Leads(actor));

    public static bool Leads(Actor actor) => actor.Role is Role.Manager or Role.Administrator;

    internal static void Map(ModelBuilder model) => model.Entity<SavedView>(view =>
    {
        view.ToTable("saved_views");
        view.Property(v => v.RecordType).HasMaxLength(60);
        view.Property(v => v.Name).HasMaxLength(MaxNameLength);
        view.Property(v => v.Kind).HasConversion<string>().HasMaxLength(20);
        view.Property(v => v.Scope).HasConversion<string>().HasMaxLength(20);
        view.Property(v => v.Look).AsJson();
        view.Property(v => v.DefaultFor).AsJson();
        view.HasIndex(v => new { v.RecordType, v.OwnerId });
    });
}

public static class ViewRefusals
{
    public const string NoTeam = "view.no-team";
    public const string EveryoneByLeaders = "view.everyone-by-leaders";
    public const string DefaultByLeaders = "view.default-by-leaders";
    public const string DefaultIsShared = "view.default-is-shared";
    public const string TooMany = "view.too-many";
    public const string BrokenFilter = "view.broken-filter";
}
