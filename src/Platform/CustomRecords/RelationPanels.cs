using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.CustomRecords;

/// <summary>Records that refer to another one by a field of the workspace's own.</summary>
/// <param name="Reference">The field that refers.</param>
/// <param name="Rows">The newest of them.</param>
/// <param name="Count">How many there are, at most <see cref="RelationPanels.Counted"/>.</param>
/// <param name="MayAdd">Whether the reader may make one.</param>
public sealed record RelationView(RecordType Type, Field Reference, IReadOnlyList<RelatedRow> Rows, int Count, bool MayAdd)
{
    /// <summary>The list of all of them.</summary>
    public string ListHref(Guid id) => $"{Type.Path}?filter={Uri.EscapeDataString($"{Reference.Name} = {Filter.Quote(id.ToString())}")}";
}

public sealed record RelatedRow(Guid Id, string Title);

/// <summary>What the relation panels of a record's page read.</summary>
internal sealed class RelationPanels(Crm crm, RecordTypes types)
{
    public const int Counted = 1000;

    private const int Most = 6;

    private static readonly MethodInfo Reading = typeof(RelationPanels).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;

    public async Task<IReadOnlyList<RelationView>> Of(Actor actor, string recordType, Guid id, CancellationToken stop)
    {
        var views = new List<RelationView>();
        await using var db = crm.Open(actor);
        foreach (var type in types.All.Where(type => actor.Sees(type.Key)))
            foreach (var field in type.Fields.Where(field => field is { IsCustom: true, Kind: FieldKind.Reference } && field.ReferenceTo == recordType))
                views.Add(await (Task<RelationView>)Reading.MakeGenericMethod(type.EntityType).Invoke(null, [db, actor, type, field, id, stop])!);
        return views;
    }

    private static async Task<RelationView> Read<T>(CrmDb db, Actor actor, RecordType type, Field field, Guid id, CancellationToken stop) where T : class, IRecord
    {
        var reference = (Expression<Func<T, Guid?>>)field.Value;
        var refers = Expression.Lambda<Func<T, bool>>(Expression.Equal(reference.Body, Expression.Property(Expression.Constant(new Given(id)), nameof(Given.Id))), reference.Parameters);
        var rows = db.Set<T>().AsNoTracking().VisibleTo(actor, db, type).Where(refers);
        var first = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(Most + 1).ToListAsync(stop);
        var count = first.Count <= Most ? first.Count : await rows.Take(Counted).CountAsync(stop);
        return new RelationView(type, field, [.. first.Take(Most).Select(row => new RelatedRow(row.Id, type.Title.Read(row) as string ?? ""))], count, field.Editable && actor.MayEditSome(type.Key));
    }

    private sealed record Given(Guid? Id);
}
