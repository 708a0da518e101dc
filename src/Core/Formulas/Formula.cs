using System.Linq.Expressions;
using Tandem.Core.Filters;

namespace Tandem.Core.Formulas;

/// <summary>
/// A value written in the filter language's words: <c>amount * 0.2</c>, <c>today - lastOrder</c>, <c>if country = "DE" then "home" else "abroad"</c>.
/// The grammar for people is in <c>docs/guide/fields.md</c>.
/// </summary>
/// <param name="text">As somebody wrote it.</param>
/// <param name="gives">As <see cref="KindOf"/> says.</param>
public sealed class Formula(string text, FieldKind gives) : Computation
{
    /// <summary>Longest text of one.</summary>
    public const int MaxLength = 2_000;

    public override FieldKind Gives => gives;

    /// <summary>Reads a formula and says what it gives.</summary>
    /// <exception cref="FilterError">The text is no formula over this type.</exception>
    public static FieldKind KindOf(string text, RecordType type, RecordTypes types) => Read(text, type, types).Kind switch
    {
        FormulaKind.Number => FieldKind.Decimal,
        FormulaKind.Day => FieldKind.Date,
        FormulaKind.Text => FieldKind.Text,
        _ => FieldKind.YesNo,
    };

    public override Expression On(RecordType type, Expression record, RecordTypes types, FilterContext context)
    {
        var term = Read(text, type, types);
        var value = term.On(record, context);
        return term.Kind switch
        {
            FormulaKind.Number => FormulaFields.Call(nameof(FormulaMath.Round), value, Expression.Constant(CustomJson.Scale)),
            FormulaKind.Day => FormulaFields.Call(nameof(FormulaMath.Date), value),
            FormulaKind.Truth => Expression.Convert(value, typeof(bool?)),
            _ => value,
        };
    }

    public override Expression Folded(RecordType type, Expression record, RecordTypes types, FilterContext context) => Read(text, type, types) is var term && term.Folded is { } folded ? folded(record, context) : term.On(record, context);

    private static Term Read(string text, RecordType type, RecordTypes types)
    {
        if (text.Length > MaxLength) throw new FilterError(FilterErrors.TooLong, MaxLength, text.Length - MaxLength, null, ("max", MaxLength));
        return new FormulaParser(new TokenReader(Tokens.Of(text, arithmetic: true)), type, types).Read();
    }
}

internal enum FormulaKind
{
    Number, Text, Day, Truth,
}

/// <summary>A part of a formula, as an expression over a record. Days are their numbers.</summary>
internal sealed record Term(FormulaKind Kind, Func<Expression, FilterContext, Expression> On)
{
    /// <summary>Of a text, the form that comparisons use.</summary>
    public Func<Expression, FilterContext, Expression>? Folded { get; init; }

    public Func<Expression, FilterContext, Expression> Compared => Folded ?? On;
}
