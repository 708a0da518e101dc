using Tandem.Core.Records;
using Tandem.Ui;

namespace Tandem.Platform.Records.Pages;

/// <summary>One field of a form, with what it holds.</summary>
/// <param name="Value">Of the kind's CLR type; null for none.</param>
/// <param name="Chosen">The record that a reference points to.</param>
public sealed record FormFieldView(Field Field, object? Value, Option? Chosen)
{
    /// <summary>The record as it stands says that the field does not concern it.</summary>
    public bool Hidden { get; init; }

    /// <summary>Heading under which it stands.</summary>
    public string? Section { get; init; } = Field.Shape?.Section;

    /// <summary>How many stand beside each other under the heading.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>The layout does not place it.</summary>
    public bool LeftOut { get; init; }
}

/// <summary>The form that creates or changes a record.</summary>
/// <param name="Type">What it is about.</param>
/// <param name="Path">Address of the list of the type.</param>
/// <param name="Id">Null while it does not exist.</param>
/// <param name="Version">What the form was made from.</param>
/// <param name="Main">Fields that are shown at once.</param>
/// <param name="More">Fields that a click away shows.</param>
/// <param name="Currency">Of amounts that have none yet.</param>
public sealed record RecordFormView(RecordType Type, string Path, Guid? Id, int Version, string Title, IReadOnlyList<FormFieldView> Main, IReadOnlyList<FormFieldView> More, string Currency)
{
    /// <summary>Where to go when it is done; null for the record's page.</summary>
    public string? Back { get; init; }

    /// <summary>Values that travel along, such as what a new task is about.</summary>
    public IReadOnlyList<(string Name, object? Value)> Hidden { get; init; } = [];

    /// <summary>Asked while the form is filled in.</summary>
    public string? WatchPath { get; init; }

    public string Action => Id is null ? Path : $"{Path}/{Id}";

    /// <summary>Some fields are shown only under a condition.</summary>
    public bool HasConditions => All.Any(view => view.Field.Shape?.VisibleWhen is not null);

    public IEnumerable<FormFieldView> All => Main.Concat(More);
}
