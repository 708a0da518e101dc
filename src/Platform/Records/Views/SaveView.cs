using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Views;

/// <summary>What a view is to be; what is null stays as it is.</summary>
/// <param name="DefaultFor">Roles that see it first.</param>
public sealed record ViewWish(string? Name = null, ViewKind? Kind = null, ViewLook? Look = null, ViewScope? Scope = null, IReadOnlyCollection<Role>? DefaultFor = null);

/// <summary>Makes and changes saved views, and puts them into the trash and back.</summary>
internal sealed class SaveView(Crm crm, RecordTypes types, TimeProvider clock)
{
    public async Task<SavedView> Add(Actor actor, string recordType, ViewWish wish, CancellationToken stop)
    {
        if (types.Find(recordType) is not { } type || !actor.Sees(type.Key)) throw Refused.On("type", RecordRefusals.UnknownChoice, ("field", "type"), ("value", recordType));
        await using var db = crm.Open(actor);
        if (await db.Set<SavedView>().CountAsync(one => one.RecordType == recordType && one.OwnerId == actor.Id && one.DeletedAt == null, stop) >= SavedView.MostOfOne)
            throw new Refused(ViewRefusals.TooMany, ("max", SavedView.MostOfOne));
        var view = new SavedView(type.Key, actor);
        view.Call(wish.Name);
        await Fill(db, actor, view, wish, type, stop);
        db.Add(view);
        await db.SaveChangesAsync(stop);
        return view;
    }

    public async Task<SavedView> Change(Actor actor, Guid id, int? version, ViewWish wish, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var view = await Changeable(db, actor, id, version, stop);
        if (wish.Name is not null) view.Call(wish.Name);
        await Fill(db, actor, view, wish, TypeOf(actor, view), stop);
        await db.SaveChangesAsync(stop);
        return view;
    }

    /// <summary>The view as it is in an actor's eyes; whose type is hidden from them, is not there.</summary>
    public async Task<SavedView> Get(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var view = await db.Set<SavedView>().AsNoTracking().Where(one => one.DeletedAt == null).FoundBy(actor).Get(id, stop);
        TypeOf(actor, view);
        return view;
    }

    public async Task<SavedView> Trash(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var view = await Changeable(db, actor, id, null, stop);
        view.Trash(clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return view;
    }

    public async Task<SavedView> Restore(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var view = await db.Set<SavedView>().Where(one => one.DeletedAt != null).FoundBy(actor).Get(id, stop);
        if (!view.MayBeChangedBy(actor)) throw new Refused(AccessRefusals.NotYours);
        view.Restore();
        await db.SaveChangesAsync(stop);
        return view;
    }

    private async Task<SavedView> Changeable(CrmDb db, Actor actor, Guid id, int? version, CancellationToken stop)
    {
        var view = await db.Set<SavedView>().Where(one => one.DeletedAt == null).FoundBy(actor).Get(id, version, stop);
        TypeOf(actor, view);
        return view.MayBeChangedBy(actor) ? view : throw new Refused(AccessRefusals.NotYours);
    }

    private RecordType TypeOf(Actor actor, SavedView view) => types.Find(view.RecordType) is { } type && actor.Sees(type.Key) ? type : throw new RecordNotFound();

    private async Task Fill(CrmDb db, Actor actor, SavedView view, ViewWish wish, RecordType type, CancellationToken stop)
    {
        if (wish.Kind is not null || wish.Look is not null) view.Show(wish.Kind ?? view.Kind, (wish.Look ?? view.Look).CheckedFor(type, types));
        if (wish.Scope is { } scope) view.ShareWith(scope, actor);
        if (wish.DefaultFor is not { } roles) return;
        view.BeDefaultFor(roles, actor);
        if (roles.Count == 0) return;
        var (id, key, shared, team) = (view.Id, view.RecordType, view.Scope, view.TeamId);
        foreach (var other in await db.Set<SavedView>().Where(one => one.RecordType == key && one.Id != id && one.Scope == shared && (shared == ViewScope.Everyone || one.TeamId == team)).ToListAsync(stop))
            other.GiveWay(roles);
    }
}
