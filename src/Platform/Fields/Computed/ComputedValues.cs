using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Platform.Fields.Computed;

/// <summary>
/// Puts computed values beside the stored ones of records that were read to be shown, so that their fields read them like any other. Such records are
/// never saved: what is computed is kept nowhere.
/// </summary>
internal static class ComputedValues
{
    /// <param name="rows">Not tracked, of one type.</param>
    public static async Task Fill<T>(CrmDb db, RecordType type, IReadOnlyList<T> rows, CancellationToken stop) where T : class, IRecord
    {
        if (rows.Count == 0 || !db.RecordTypes.Compute || rows[0] is not ICustomizable) return;
        var fields = type.Fields.Where(field => field.Shape?.Computed is not null).ToList();
        if (fields.Count == 0) return;
        var values = await Of<T>(db, fields, [.. rows.Select(row => row.Id)], stop);
        foreach (var row in rows)
        {
            if (!values.TryGetValue(row.Id, out var computed)) continue;
            var customizable = (ICustomizable)row;
            for (var at = 0; at < fields.Count; at++) customizable.Custom = CustomJson.Store(customizable.Custom, fields[at].Kind, fields[at].Shape!.Key, InForm(db, fields[at], computed[at]));
        }
    }

    /// <summary>The values of some fields of some records, as the fields' expressions give them.</summary>
    public static async Task<Dictionary<Guid, object?[]>> Of<T>(CrmDb db, IReadOnlyList<Field> fields, Guid[] ids, CancellationToken stop) where T : class, IRecord
    {
        var record = Expression.Parameter(typeof(T), "record");
        var parts = fields.Select(field => (Expression)Expression.Convert(new OnRecord(field.Value.Parameters[0], record).Visit(field.Value.Body), typeof(object)));
        var select = Expression.Lambda<Func<T, object?[]>>(Expression.NewArrayInit(typeof(object), [Expression.Convert(Expression.Property(record, nameof(IRecord.Id)), typeof(object)), .. parts]), record);
        var rows = await db.Set<T>().AsNoTracking().Where(one => ids.Contains(one.Id)).Select(select).ToListAsync(stop);
        return rows.ToDictionary(row => (Guid)row[0]!, row => row[1..]);
    }

    private static object? InForm(CrmDb db, Field field, object? value) => value switch
    {
        decimal amount when field.Kind == FieldKind.Money => new Money(amount, db.Home.Actors.KnownSettings?.Currency ?? "EUR"),
        decimal number => decimal.Round(number, CustomJson.Scale),
        "" => null,
        _ => value,
    };

    private sealed class OnRecord(ParameterExpression parameter, Expression record) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? record : node;
    }
}
