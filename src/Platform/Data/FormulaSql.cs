using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Tandem.Core.Finance;
using Tandem.Core.Formulas;
using Tandem.Core.Records;

namespace Tandem.Platform.Data;

/// <summary>Numbers of formulas stay in the query: as parameters they would come in another form than the columns that they meet.</summary>
internal sealed class FormulaParts : IEvaluatableExpressionFilterPlugin
{
    public bool IsEvaluatableExpression(Expression expression) => expression is not MethodCallExpression { Method: var method } || method.DeclaringType != typeof(FormulaMath);
}

/// <summary>
/// Translates <see cref="FormulaMath"/>. On SQLite numbers are integers scaled by 10,000, on PostgreSQL they are <c>numeric</c>, wherever they come from;
/// days are numbers of the same form.
/// </summary>
internal sealed class FormulaSql : IMethodCallTranslatorPlugin, IMethodCallTranslator
{
    private const long Factor = 10_000, MicrosPerDay = 86_400_000_000, MicrosPerMinute = 60_000_000;

    /// <summary>Microseconds from the year 1 to 1970.</summary>
    private const long EpochMicros = 62_135_596_800_000_000;

    private readonly ISqlExpressionFactory sql;
    private readonly bool postgres;
    private readonly RelationalTypeMapping number, whole, real, text, day;

    public FormulaSql(ISqlExpressionFactory sql, IDatabaseProvider provider, IRelationalTypeMappingSource mappings)
    {
        this.sql = sql;
        postgres = provider.Name.Contains("PostgreSQL", StringComparison.Ordinal);
        whole = new LongTypeMapping(postgres ? "bigint" : "INTEGER", System.Data.DbType.Int64);
        real = new DoubleTypeMapping(postgres ? "double precision" : "REAL", System.Data.DbType.Double);
        text = new StringTypeMapping(postgres ? "text" : "TEXT", System.Data.DbType.String);
        day = (RelationalTypeMapping)whole.WithComposedConverter(new ValueConverter<DateOnly, long>(date => date.DayNumber, stored => DateOnly.FromDayNumber((int)stored)));
        number = postgres ? mappings.FindMapping(typeof(decimal), "numeric")!
            : (RelationalTypeMapping)whole.WithComposedConverter(new ValueConverter<decimal, long>(value => CustomJson.Scaled(value), stored => stored / 10_000m));
    }

    public IEnumerable<IMethodCallTranslator> Translators => [this];

    public SqlExpression? Translate(SqlExpression? instance, MethodInfo method, IReadOnlyList<SqlExpression> arguments, IDiagnosticsLogger<DbLoggerCategory.Query> logger)
    {
        if (method.DeclaringType != typeof(FormulaMath)) return null;
        var value = arguments[0];
        return method.Name switch
        {
            nameof(FormulaMath.Number) => Number(value),
            nameof(FormulaMath.Whole) => OfWhole(value),
            nameof(FormulaMath.DayNumber) => OfWhole(DayNumber(value)),
            nameof(FormulaMath.DayOf) => OfWhole(DayOf(value, (int)((SqlConstantExpression)arguments[1]).Value!)),
            nameof(FormulaMath.Date) => postgres ? Cast(Call("floor", number, value), typeof(DateOnly), day) : Binary(ExpressionType.Divide, value, Constant(Factor), typeof(DateOnly), day),
            nameof(FormulaMath.Multiply) => Multiplied(Number(value), Number(arguments[1])),
            nameof(FormulaMath.Divide) => Divided(Number(value), Number(arguments[1])),
            nameof(FormulaMath.Round) => Rounded(Number(value), (int)((SqlConstantExpression)arguments[1]).Value!),
            nameof(FormulaMath.Absolute) => Call("abs", number, Number(value)),
            nameof(FormulaMath.Part) => Part(value, (string)((SqlConstantExpression)arguments[1]).Value!),
            nameof(FormulaMath.Length) => OfWhole(sql.Function("length", [sql.ApplyTypeMapping(value, text)], nullable: true, argumentsPropagateNullability: [true], typeof(long), whole)),
            _ => null,
        };
    }

    /// <summary>A number of a column, of a custom field or of the formula itself in the common form.</summary>
    private SqlExpression Number(SqlExpression value)
    {
        if (value is SqlConstantExpression or SqlParameterExpression) return sql.ApplyTypeMapping(value is SqlConstantExpression { TypeMapping: not null } given ? new SqlConstantExpression(given.Value, given.Type, null) : value, number);
        if (value.TypeMapping?.Converter is not { } converter) return value;
        var factor = (long)converter.ConvertToProvider(1m)!;
        if (postgres) return Binary(ExpressionType.Divide, Cast(value, typeof(decimal), number), Plain((decimal)factor), typeof(decimal), number);
        return factor == Factor ? value : Cast(Call("round", real, Binary(ExpressionType.Divide, Binary(ExpressionType.Multiply, value, Real(Factor), typeof(double), real), Real(factor), typeof(double), real)), typeof(decimal), number);
    }

    private SqlExpression OfWhole(SqlExpression value) => postgres ? Cast(value, typeof(decimal), number) : Binary(ExpressionType.Multiply, value, Constant(Factor), typeof(decimal), number);

    /// <summary>A day is a number already, but for columns of PostgreSQL.</summary>
    private SqlExpression DayNumber(SqlExpression value) => postgres && value.TypeMapping?.Converter is null
        ? Binary(ExpressionType.Subtract, value, sql.Fragment("DATE '0001-01-01'"), typeof(long), whole) : value;

    private SqlExpression DayOf(SqlExpression value, int offset)
    {
        if (value.TypeMapping?.Converter is { } converter)
        {
            var shift = EpochMicros - (long)converter.ConvertToProvider(DateTimeOffset.UnixEpoch)! + (offset * MicrosPerMinute);
            return Binary(ExpressionType.Divide, Binary(ExpressionType.Add, value, Constant(shift), typeof(long), whole), Constant(MicrosPerDay), typeof(long), whole);
        }

        var seconds = sql.Function("date_part", [sql.Constant("epoch", text), value], nullable: true, argumentsPropagateNullability: [false, true], typeof(double), real);
        var since = (EpochMicros / 1_000_000) + (offset * 60L);
        return Cast(Call("floor", real, Binary(ExpressionType.Divide, Binary(ExpressionType.Add, seconds, Real(since), typeof(double), real), Real(86_400), typeof(double), real)), typeof(long), whole);
    }

    private SqlExpression Multiplied(SqlExpression a, SqlExpression b) => postgres
        ? Rounded(Binary(ExpressionType.Multiply, a, b, typeof(decimal), number), CustomJson.Scale)
        : Cast(Call("round", real, Binary(ExpressionType.Divide, Binary(ExpressionType.Multiply, a, b, typeof(double), real), Real(Factor), typeof(double), real)), typeof(decimal), number);

    private SqlExpression Divided(SqlExpression a, SqlExpression b)
    {
        var divisor = sql.Function("nullif", [b, postgres ? Plain(0m) : Constant(0)], nullable: true, argumentsPropagateNullability: [false, false], typeof(decimal), number);
        return postgres
            ? Rounded(Binary(ExpressionType.Divide, a, divisor, typeof(decimal), number), CustomJson.Scale)
            : Cast(Call("round", real, Binary(ExpressionType.Divide, Binary(ExpressionType.Multiply, a, Real(Factor), typeof(double), real), divisor, typeof(double), real)), typeof(decimal), number);
    }

    /// <summary>What is larger than any amount is no number that a list could show.</summary>
    private SqlExpression Rounded(SqlExpression value, int places)
    {
        if (postgres)
        {
            var rounded = sql.Function("round", [value, sql.Fragment(places.ToString(System.Globalization.CultureInfo.InvariantCulture))], nullable: true, argumentsPropagateNullability: [true, false], typeof(decimal), number);
            return sql.Case([new CaseWhenClause(sql.LessThanOrEqual(Call("abs", number, value), Plain(Money.Max)), rounded)], null);
        }

        if (places >= CustomJson.Scale) return value;
        var step = (long)Math.Pow(10, CustomJson.Scale - places);
        return Binary(ExpressionType.Multiply, Cast(Call("round", real, Binary(ExpressionType.Divide, value, Real(step), typeof(double), real)), typeof(long), whole), Constant(step), typeof(decimal), number);
    }

    private SqlExpression Part(SqlExpression value, string part)
    {
        if (postgres)
        {
            var date = Binary(ExpressionType.Add, sql.Fragment("DATE '0001-01-01'"), Cast(Call("floor", number, value), typeof(int), new IntTypeMapping("integer", System.Data.DbType.Int32)), typeof(DateTime), new DateTimeTypeMapping("date", System.Data.DbType.Date));
            return Cast(sql.Function("date_part", [sql.Constant(part, text), date], nullable: true, argumentsPropagateNullability: [false, true], typeof(double), real), typeof(decimal), number);
        }

        // The Julian day of the first of January of the year 1.
        var julian = Binary(ExpressionType.Add, Binary(ExpressionType.Divide, value, Constant(Factor), typeof(long), whole), sql.Fragment("1721425.5"), typeof(double), real);
        var format = part switch { "year" => "%Y", "month" => "%m", _ => "%d" };
        return OfWhole(Cast(sql.Function("strftime", [sql.Constant(format, text), julian], nullable: true, argumentsPropagateNullability: [false, true], typeof(string), text), typeof(long), whole));
    }

    private SqlExpression Call(string function, RelationalTypeMapping mapping, SqlExpression value) =>
        sql.Function(function, [value], nullable: true, argumentsPropagateNullability: [true], mapping.ClrType, mapping);

    private static SqlUnaryExpression Cast(SqlExpression value, Type type, RelationalTypeMapping mapping) => new(ExpressionType.Convert, value, type, mapping);

    private static SqlBinaryExpression Binary(ExpressionType @operator, SqlExpression a, SqlExpression b, Type type, RelationalTypeMapping mapping) => new(@operator, a, b, type, mapping);

    private SqlExpression Constant(long value) => sql.Constant(value, whole);

    private SqlExpression Plain(decimal value) => sql.Constant(value, number);

    private SqlExpression Real(long value) => sql.Constant((double)value, real);
}
