using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records.Views;

namespace Tandem.Platform.Records.Pages;

/// <summary>
/// A user says which columns a list shows, in which order and how wide; none brings back the usual ones. In a saved view this is theirs alone until
/// the view is saved.
/// </summary>
internal sealed class ChooseColumns(Crm crm)
{
    /// <summary>What a user arranged; null where they left the columns as they are.</summary>
    public static async Task<IReadOnlyList<ViewColumn>?> Of(CrmDb db, Actor actor, RecordType type, Guid? view, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return null;
        var id = view ?? Guid.Empty;
        return await db.Set<ListChoice>().AsNoTracking().Where(choice => choice.UserId == user && choice.RecordType == type.Key && choice.ViewId == id).Select(choice => choice.Columns).FirstOrDefaultAsync(stop);
    }

    /// <summary>Which columns there are; those that stay keep their width and their order.</summary>
    /// <param name="view">Null for the list as it is.</param>
    public Task Run(Actor actor, RecordType type, Guid? view, IReadOnlyList<string> columns, CancellationToken stop) => Change(actor, type, view, shown =>
    {
        var known = shown.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var wanted = columns.Where(name => type.Find(name) is not null).Distinct(StringComparer.Ordinal).ToList();
        return [.. shown.Where(column => wanted.Contains(column.Name) || column.Name == type.Title.Name), .. wanted.Where(name => !known.ContainsKey(name)).Select(name => new ViewColumn(name))];
    }, stop);

    /// <summary>How wide one of them is; null where its content decides.</summary>
    public Task Resize(Actor actor, RecordType type, Guid? view, string name, int? width, CancellationToken stop) => Change(actor, type, view, shown =>
    {
        var fitting = width is { } wide ? Math.Clamp(wide, ViewColumn.Narrowest, ViewColumn.Widest) : (int?)null;
        if (type.Find(name) is null) return [.. shown];
        return shown.Any(column => column.Name == name) ? [.. shown.Select(column => column.Name == name ? column with { Width = fitting } : column)] : [.. shown, new ViewColumn(name, fitting)];
    }, stop);

    /// <summary>In which order they stand; what is not named keeps its place behind them.</summary>
    public Task Arrange(Actor actor, RecordType type, Guid? view, IReadOnlyList<string> order, CancellationToken stop) => Change(actor, type, view, shown =>
    {
        var known = shown.DistinctBy(column => column.Name).ToDictionary(column => column.Name, StringComparer.Ordinal);
        return [.. order.Distinct(StringComparer.Ordinal).Where(known.ContainsKey).Select(name => known[name]), .. shown.Where(column => !order.Contains(column.Name, StringComparer.Ordinal))];
    }, stop);

    /// <summary>Forgets what the user arranged.</summary>
    public async Task Forget(Actor actor, string recordType, Guid view, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return;
        await using var db = crm.Open(actor);
        db.RemoveRange(await db.Set<ListChoice>().Where(choice => choice.UserId == user && choice.RecordType == recordType && choice.ViewId == view).ToListAsync(stop));
        await db.SaveChangesAsync(stop);
    }

    private async Task Change(Actor actor, RecordType type, Guid? view, Func<IReadOnlyList<ViewColumn>, List<ViewColumn>> change, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return;
        await using var db = crm.Open(actor);
        var id = view ?? Guid.Empty;
        IReadOnlyList<ViewColumn> shown = [];
        if (view is not null) shown = (await db.Set<SavedView>().AsNoTracking().Where(one => one.DeletedAt == null && one.RecordType == type.Key).FoundBy(actor).Get(id, stop)).Look.Columns;
        var choice = await db.Set<ListChoice>().FirstOrDefaultAsync(c => c.UserId == user && c.RecordType == type.Key && c.ViewId == id, stop);
        if (choice is null) db.Add(choice = new ListChoice { UserId = user, RecordType = type.Key, ViewId = id, Columns = [.. shown] });
        IReadOnlyList<ViewColumn> arranged = choice.Columns.Exists(column => type.Find(column.Name) is { } field && field != type.Title) ? choice.Columns
            : [.. choice.Columns, .. type.Fields.Where(field => field.Listed && field != type.Title).Select(field => new ViewColumn(field.Name))];
        choice.Columns = [.. change(arranged).Take(ViewLook.MostColumns)];
        await db.SaveChangesAsync(stop);
    }
}
