using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Tandem.Core.Records;

namespace Tandem.Platform.Data;

/// <summary>Custom values as JSON text in their column.</summary>
internal sealed class CustomValuesConverter() : ValueConverter<CustomValues, string>(values => values.ToString(), json => CustomValues.Parse(json));

/// <summary>Values do not change: a snapshot is the value itself.</summary>
internal sealed class CustomValuesComparer() : ValueComparer<CustomValues>((a, b) => a == null ? b == null : a.Equals(b), values => values.GetHashCode(), values => values);

/// <summary>
/// Translates <see cref="CustomJson"/>: <c>json_extract(custom, '$.KEY')</c> on SQLite, <c>jsonb_object_field_text(custom, 'KEY')</c> with a cast on PostgreSQL.
/// The key is a literal and the form is that of <see cref="Fields.FieldIndexes"/>, so that an index over a field serves its filters and its order.
/// </summary>
internal sealed class CustomJsonSql(ISqlExpressionFactory sql, IDatabaseProvider provider) : IMethodCallTranslatorPlugin, IMethodCallTranslator
{
    private static readonly RelationalTypeMapping Id = new ByteArrayTypeMapping("BLOB", System.Data.DbType.Binary)
        .WithComposedConverter(new ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true))) as RelationalTypeMapping ?? throw new InvalidOperationException();

    private readonly bool postgres = provider.Name.Contains("PostgreSQL", StringComparison.Ordinal);

    public IEnumerable<IMethodCallTranslator> Translators => [this];

    public SqlExpression? Translate(SqlExpression? instance, MethodInfo method, IReadOnlyList<SqlExpression> arguments, IDiagnosticsLogger<DbLoggerCategory.Query> logger)
    {
        if (method.DeclaringType != typeof(CustomJson) || arguments is not [var custom, SqlConstantExpression { Value: string key }]) return null;
        return method.Name switch
        {
            nameof(CustomJson.Text) => Extracted(custom, key, typeof(string), Text),
            nameof(CustomJson.Code) => postgres ? new CollateExpression(Extracted(custom, key, typeof(string), Text), "C") : Extracted(custom, key, typeof(string), Text),
            nameof(CustomJson.Integer) => Number(custom, key, typeof(int), new ValueConverter<int, long>(whole => whole, stored => (int)stored)),
            nameof(CustomJson.Decimal) => Number(custom, key, typeof(decimal), new ValueConverter<decimal, long>(number => CustomJson.Scaled(number), stored => stored / 10_000m)),
            nameof(CustomJson.Day) => Number(custom, key, typeof(DateOnly), new ValueConverter<DateOnly, long>(day => day.DayNumber, stored => DateOnly.FromDayNumber((int)stored))),
            nameof(CustomJson.Instant) => Number(custom, key, typeof(DateTimeOffset),
                new ValueConverter<DateTimeOffset, long>(at => CustomJson.Micros(at), stored => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond))),
            nameof(CustomJson.Truth) => Cast(Extracted(custom, key, typeof(string), Text), custom, key, typeof(bool), new BoolTypeMapping(postgres ? "boolean" : "INTEGER")),
            nameof(CustomJson.Id) => IdOf(custom, key),
            _ => null,
        };
    }

    private RelationalTypeMapping Text => new StringTypeMapping(postgres ? "text" : "TEXT", System.Data.DbType.String);

    private SqlExpression Number(SqlExpression custom, string key, Type type, ValueConverter converter)
    {
        var mapping = (RelationalTypeMapping)new LongTypeMapping(postgres ? "bigint" : "INTEGER", System.Data.DbType.Int64).WithComposedConverter(converter);
        return Cast(Extracted(custom, key, typeof(string), Text), custom, key, type, mapping);
    }

    /// <summary>PostgreSQL casts the text; SQLite's JSON functions give the type that the JSON has.</summary>
    private SqlExpression Cast(SqlExpression text, SqlExpression custom, string key, Type type, RelationalTypeMapping mapping) =>
        postgres ? new SqlUnaryExpression(System.Linq.Expressions.ExpressionType.Convert, text, type, mapping) : Extracted(custom, key, type, mapping);

    private SqlExpression IdOf(SqlExpression custom, string key)
    {
        var text = Extracted(custom, key, typeof(string), Text);
        return postgres
            ? new SqlUnaryExpression(System.Linq.Expressions.ExpressionType.Convert, text, typeof(Guid), new GuidTypeMapping("uuid", System.Data.DbType.Guid))
            : sql.Function("unhex", [text], nullable: true, argumentsPropagateNullability: [true], typeof(Guid), Id);
    }

    private SqlExpression Extracted(SqlExpression custom, string key, Type type, RelationalTypeMapping mapping) => sql.Function(
        postgres ? "jsonb_object_field_text" : "json_extract", [custom, sql.Constant(postgres ? key : "$." + key, Text)],
        nullable: true, argumentsPropagateNullability: [false, false], type, mapping);
}
