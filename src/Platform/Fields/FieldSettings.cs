using Tandem.Core;
using Tandem.Core.Formulas;
using Tandem.Core.Records;
using Tandem.Platform.Access;

namespace Tandem.Platform.Fields;

/// <summary>What a role may do with the values of one field, within what it may do with the record.</summary>
public enum FieldAccess
{
    Write, Read, None,
}

/// <summary>One value of a choice field that the workspace defined.</summary>
/// <param name="Key">Stable; stands in the data and in the API.</param>
/// <param name="Labels">By language.</param>
/// <param name="Retired">Kept where it was chosen, no longer offered.</param>
public sealed record FieldChoice(string Key, Dictionary<string, string> Labels, bool Retired = false);

/// <summary>What a roll-up makes of the records of a relation.</summary>
/// <param name="Of">Count, sum, least or most.</param>
/// <param name="Relation">Name of the relation: <c>deals</c>.</param>
/// <param name="Field">Name of the field that is added up; null for a count.</param>
/// <param name="Filter">Which of the records count; null for all.</param>
public sealed record RollUpSettings(RollUpOf Of, string Relation, string? Field = null, string? Filter = null);

/// <summary>Points of a score.</summary>
/// <param name="When">A filter over the record.</param>
/// <param name="Points">Added while it matches; may be negative.</param>
public sealed record ScoreRule(string When, int Points);

/// <summary>Everything about a custom field but its name, kind and labels; kept as JSON.</summary>
public sealed record FieldSettings
{
    /// <summary>Explanations by language.</summary>
    public Dictionary<string, string> Help { get; init; } = [];

    public List<FieldChoice> Choices { get; init; } = [];

    /// <summary>Key of the record type that a reference points to; null for any.</summary>
    public string? ReferenceTo { get; init; }

    /// <summary>The formula, of a field that has one.</summary>
    public string? Formula { get; init; }

    public RollUpSettings? RollUp { get; init; }

    /// <summary>Rules of a score.</summary>
    public List<ScoreRule> Rules { get; init; } = [];

    /// <summary>The kind of what a computed field gives. It follows from what it is made of; a formula that gives a number may ask for a percentage or an amount.</summary>
    public FieldKind? Gives { get; init; }

    public string? Unit { get; init; }

    public decimal? Least { get; init; }

    public decimal? Most { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>As the API's text of the value.</summary>
    public string? Default { get; init; }

    public bool Required { get; init; }

    public string? RequiredWhen { get; init; }

    public string? VisibleWhen { get; init; }

    public bool Unique { get; init; }

    public bool Indexed { get; init; }

    public bool Searchable { get; init; }

    public bool Listed { get; init; }

    public Sensitivity Sensitivity { get; init; }

    /// <summary>By role; who is not named writes. Administrators always do.</summary>
    public Dictionary<Role, FieldAccess> Access { get; init; } = [];

    /// <summary>These settings as they are kept: texts trimmed, nothing missing.</summary>
    /// <exception cref="Refused">No field can have them, whatever its kind.</exception>
    internal FieldSettings Checked()
    {
        if (MaxLength is < 1 or > CustomField.MaxTextLength) throw Refused.On("maxLength", RecordRefusals.OutOfBounds, ("field", "maxLength"), ("least", 1), ("most", CustomField.MaxTextLength));
        return this with
        {
            Help = WorkspaceWords.Given(Help, CustomField.MaxHelpLength, "help"),
            Choices = [.. (Choices ?? []).Select(Checked)],
            Access = Access ?? [],
            Rules = Rules ?? [],
            Unit = WorkspaceWords.Given(Unit, CustomField.MaxUnitLength, "unit"),
            Default = WorkspaceWords.Given(Default, CustomField.MaxTextLength, "default"),
        };
    }

    private static FieldChoice Checked(FieldChoice? choice)
    {
        if (choice?.Key is not { Length: > 0 and <= CustomField.MaxChoiceKeyLength } key || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            || WorkspaceWords.Given(choice.Labels, CustomField.MaxLabelLength, "choices") is not { Count: > 0 } labels) throw Refused.On("choices", FieldRefusals.BadChoice, ("max", CustomField.MaxChoiceKeyLength));
        return choice with { Labels = labels };
    }

    public FieldAccess AccessOf(Role role) => role == Role.Administrator ? FieldAccess.Write : Access.GetValueOrDefault(role);
}
