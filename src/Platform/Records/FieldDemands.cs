using System.Collections;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records;

/// <summary>
/// What the fields of a type demand of a record before it is saved: a value where one is required, always or under a condition, and one that no
/// other record has. A demand that the workspace made later does not hold up edits of other fields of older records.
/// </summary>
public sealed class FieldDemands<T>(FilterContexts contexts) where T : class, IRecord
{
    private (CrmDb? Of, Dictionary<string, Func<T, bool>>? Conditions) known;

    public async Task Check(CrmDb db, Actor actor, T record, FieldValues values, bool creating, CancellationToken stop)
    {
        var refusals = new List<Refused>();
        foreach (var field in values.Type.Fields.Where(field => field.Required || field.Shape?.RequiredWhen is not null))
        {
            if (!IsEmpty(field.Read(record))) continue;
            if (field.IsCustom && (!field.Editable || !await Demands(db, actor, record, field, values, creating, stop))) continue;
            refusals.Add(Refused.On(field.JsonName, RecordRefusals.RequiredField, ("field", field.Name)));
        }

        foreach (var field in values.Type.Fields.Where(field => field.Shape is { Unique: true } && values.Has(field.Name)))
            if (await IsTaken(db, record, field, stop)) refusals.Add(Refused.On(field.JsonName, RecordRefusals.NotUnique, ("field", field.Name)));
        Refused.ThrowAny(refusals);
    }

    /// <summary>Whether a condition over the record holds for it as it stands.</summary>
    public async ValueTask<bool> Holds(CrmDb db, Actor actor, T record, RecordType type, string condition, CancellationToken stop)
    {
        if (known.Of != db) known = (db, new(StringComparer.Ordinal));
        if (!known.Conditions!.TryGetValue(condition, out var holds)) known.Conditions[condition] = holds = Compiled(condition, type, db.RecordTypes, await contexts.For(actor, db, stop));
        return holds(record);
    }

    private static Func<T, bool> Compiled(string condition, RecordType type, RecordTypes all, FilterContext context)
    {
        try
        {
            return Filter.Parse(condition, type, all).ToPredicate<T>(context);
        }
        catch (FilterError)
        {
            // A field that the condition names was removed: it says nothing any more.
            return _ => false;
        }
    }

    internal static bool IsEmpty(object? value) => value is null or "" || (value is ICollection { Count: 0 });

    private async Task<bool> Demands(CrmDb db, Actor actor, T record, Field field, FieldValues values, bool creating, CancellationToken stop)
    {
        var shape = field.Shape!;
        var full = db.RecordTypes.Of(record)!;
        if (shape.VisibleWhen is { } visible && !await Holds(db, actor, record, full, visible, stop)) return false;
        if (shape.Required) return creating || values.Has(field.Name);
        var concerned = creating || values.Has(field.Name) || values.All.Keys.Any(given => shape.RequiredWhen!.Contains(given.Name, StringComparison.OrdinalIgnoreCase));
        return concerned && await Holds(db, actor, record, full, shape.RequiredWhen!, stop);
    }

    /// <summary>Asked before the save for a plain answer; the index in the database has the last word.</summary>
    private static async Task<bool> IsTaken(CrmDb db, T record, Field field, CancellationToken stop)
    {
        var own = field.Folded is null ? field.Read(record) : Folding.Fold(field.Read(record) as string);
        if (own is null or "") return false;
        var column = field.Folded ?? field.Value;
        var given = Expression.Convert(Expression.Property(Expression.Constant(new Given(own)), nameof(Given.Value)), column.Body.Type);
        var same = Expression.Lambda<Func<T, bool>>(Expression.Equal(column.Body, given), column.Parameters);
        var rows = db.Set<T>().AsNoTracking().Where(row => row.DeletedAt == null && row.Id != record.Id).Where(same);
        return await rows.AnyAsync(stop);
    }

    private sealed record Given(object Value);
}
