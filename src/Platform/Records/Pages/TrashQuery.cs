using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Pages;

/// <summary>A record in the trash.</summary>
public sealed record TrashedRecord(Guid Id, string Title, DateTimeOffset DeletedAt);

/// <summary>The trash of one type.</summary>
/// <param name="Types">Types whose records the actor may bring back.</param>
public sealed record TrashView(RecordType Type, IReadOnlyList<RecordType> Types, IReadOnlyList<TrashedRecord> Rows)
{
    /// <summary>How long records stay.</summary>
    public const int Days = 30;
}

/// <summary>What lies in the trash, newest first, and the way back.</summary>
internal sealed class TrashQuery(Crm crm, RecordTypes types)
{
    private const int Most = 200;

    private static readonly MethodInfo RowsOf = typeof(TrashQuery).GetMethod(nameof(Rows), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo RestoreOne = typeof(TrashQuery).GetMethod(nameof(Bring), BindingFlags.NonPublic | BindingFlags.Static)!;

    public async Task<TrashView> Run(Actor actor, string? key, CancellationToken stop)
    {
        var restorable = types.All.Where(type => typeof(Record).IsAssignableFrom(type.EntityType) && type.Fields.Any(field => field.Editable) && actor.MayEditSome(type.Key)).ToList();
        if (restorable.Count == 0) throw new RecordNotFound();
        var type = restorable.Find(one => one.Key == key) ?? restorable[0];
        await using var db = crm.Open(actor).About(type);
        return new TrashView(type, restorable, await (Task<List<TrashedRecord>>)RowsOf.MakeGenericMethod(type.EntityType).Invoke(null, [db, actor, type, stop])!);
    }

    public async Task Restore(Actor actor, string key, Guid id, CancellationToken stop)
    {
        var type = types.Find(key) ?? throw new RecordNotFound();
        await using var db = crm.Open(actor).About(type);
        await (Task)RestoreOne.MakeGenericMethod(type.EntityType).Invoke(null, [db, actor, id, stop])!;
    }

    private static async Task<List<TrashedRecord>> Rows<T>(CrmDb db, Actor actor, RecordType type, CancellationToken stop) where T : class, IRecord =>
        (await db.Set<T>().AsNoTracking().TrashedFor(actor, db).OrderByDescending(row => row.DeletedAt).ThenBy(row => row.Id).Take(Most).ToListAsync(stop))
            .ConvertAll(row => new TrashedRecord(row.Id, type.Title.Read(row) as string ?? "", row.DeletedAt!.Value));

    private static async Task Bring<T>(CrmDb db, Actor actor, Guid id, CancellationToken stop) where T : class, IRecord
    {
        var record = await db.Set<T>().TrashedFor(actor, db).Get(id, stop);
        ((Record)(IRecord)record).Restore();
        await db.SaveChangesAsync(stop);
    }
}
