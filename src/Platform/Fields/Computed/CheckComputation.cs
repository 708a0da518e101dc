using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Formulas;
using Tandem.Core.Records;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.Fields.Computed;

/// <summary>Whether what a field is made of means something for its type, and what comes out.</summary>
internal static class CheckComputation
{
    /// <summary>The kind of what comes out.</summary>
    /// <param name="bare">The type without the field.</param>
    /// <exception cref="Refused">It cannot be computed.</exception>
    public static FieldKind KindOf(FieldKind kind, FieldSettings settings, RecordType bare, RecordTypes types) => kind switch
    {
        FieldKind.Formula => OfFormula(settings, bare, types),
        FieldKind.RollUp => OfRollUp(settings, bare, types),
        _ => OfScore(settings, bare, types),
    };

    /// <summary>Whether the field is made of itself, or of too many others within each other.</summary>
    /// <param name="type">With the field.</param>
    public static void DemandNoCircle(CrmDb db, RecordType type, Field field)
    {
        var types = new RecordTypes(db.RecordTypes.All.Select(one => one.Key == type.Key ? type : one), db.RecordTypes.Hidden);
        try
        {
            Computations.Of(field.Value.Body, types, FilterContexts.OfEverything(db));
        }
        catch (FilterError error) when (error.Key == FormulaErrors.Circle)
        {
            throw Refused.On(field.Shape!.Computed is Formula ? "formula" : "rollUp", FieldRefusals.Circle);
        }
    }

    /// <summary>Where a formula goes wrong; null where it does not.</summary>
    public static FilterError? Problem(string formula, RecordType bare, RecordTypes types)
    {
        try
        {
            Formula.KindOf(formula, bare, types);
            return null;
        }
        catch (FilterError error)
        {
            return error;
        }
    }

    private static FieldKind OfFormula(FieldSettings settings, RecordType bare, RecordTypes types)
    {
        try
        {
            var natural = Formula.KindOf(settings.Formula ?? "", bare, types);
            return natural == FieldKind.Decimal && settings.Gives is FieldKind.Percent or FieldKind.Money ? settings.Gives.Value : natural;
        }
        catch (FilterError error)
        {
            throw Refused.On("formula", FieldRefusals.BadFormula, ("at", error.Position + 1));
        }
    }

    private static FieldKind OfRollUp(FieldSettings settings, RecordType bare, RecordTypes types)
    {
        if (settings.RollUp is not { } asked) throw Refused.On("relation", FieldRefusals.BadRollUp);
        FieldKind? gives;
        try
        {
            gives = RollUp.KindOf(asked.Of, asked.Relation, asked.Field, bare, types);
        }
        catch (FilterError error)
        {
            throw Refused.On(error.Key == FilterErrors.UnknownRelation ? "relation" : "rolledUp", FieldRefusals.BadRollUp);
        }

        if (gives is not { } kind) throw Refused.On("rolledUp", FieldRefusals.BadRollUp);
        var target = types[bare.Relations.First(relation => string.Equals(relation.Name, asked.Relation, StringComparison.OrdinalIgnoreCase)).RecordType];
        DemandFilter(asked.Filter, "rollUpFilter", target, types, FieldRefusals.BadCondition);
        return kind;
    }

    private static FieldKind OfScore(FieldSettings settings, RecordType bare, RecordTypes types)
    {
        if (settings.Rules.Count == 0) throw Refused.On("rules", FieldRefusals.RulesMissing);
        if (settings.Rules.Count > CustomField.MaxRules) throw Refused.On("rules", FieldRefusals.TooManyRules, ("max", CustomField.MaxRules));
        foreach (var (rule, at) in settings.Rules.Select((rule, at) => (rule, at)))
        {
            if (string.IsNullOrWhiteSpace(rule.When) || rule.Points is < -1_000_000 or > 1_000_000) throw Refused.On("rules", FieldRefusals.BadRule, ("rule", at + 1), ("at", 1));
            DemandFilter(rule.When, "rules", bare, types, FieldRefusals.BadRule, ("rule", at + 1));
        }

        return FieldKind.Integer;
    }

    private static void DemandFilter(string? filter, string field, RecordType type, RecordTypes types, string code, params (string, object?)[] args)
    {
        if (string.IsNullOrWhiteSpace(filter)) return;
        try
        {
            Filter.Parse(filter, type, types);
        }
        catch (FilterError error)
        {
            throw Refused.On(field, code, [.. args, ("at", error.Position + 1)]);
        }
    }
}
