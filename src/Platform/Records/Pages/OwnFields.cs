using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Fields.Layouts;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Records.Pages;

/// <summary>The workspace's own fields on a form that a module draws itself.</summary>
/// <param name="ConditionsUrl">Says which of them do not concern the record as the form describes it.</param>
/// <param name="Currency">Of amounts that have none yet.</param>
public sealed record OwnFields(IReadOnlyList<FormFieldView> Fields, string ConditionsUrl, string Currency)
{
    public static OwnFields None { get; } = new([], "", "");

    /// <summary>How the form is laid out; null where nobody said.</summary>
    internal PageLayout? Layout { get; init; }

    /// <summary>The form makes a new record: it asks for some fields at once and for the others behind a click.</summary>
    internal bool Creating { get; init; }

    /// <summary>Attributes of the form in which they stand, so that it asks again after each change.</summary>
    public IReadOnlyDictionary<string, object> Watching => Fields.Any(one => one.Field.Shape?.VisibleWhen is not null)
        ? new Dictionary<string, object>(StringComparer.Ordinal) { ["data-controller"] = "conditions", ["data-conditions-url-value"] = ConditionsUrl, ["data-action"] = "change->conditions#ask" }
        : new Dictionary<string, object>(StringComparer.Ordinal);
}

/// <summary>The workspace's own fields of a record on a page that a module draws itself.</summary>
/// <param name="Path">Where its cells are edited: <c>PATH/ID/cells/NAME</c>.</param>
public sealed record OwnFacts(string Path, Guid Id, IReadOnlyList<FactView> Facts, IReadOnlyDictionary<Guid, RecordName> Names, bool Editable)
{
    /// <summary>All facts of the record under the headings of the layout; none where the page is as its module draws it.</summary>
    public IReadOnlyList<FactSection> Sections { get; init; } = [];
}

/// <summary>What modules with forms and pages of their own take from here, so that the workspace's fields are there as everywhere.</summary>
public sealed class OwnFieldsOf<T> where T : class, IRecord
{
    private readonly RecordForms<T> forms;
    private readonly RecordFactsQuery<T> facts;
    private readonly Readings readings;
    private readonly RecordTypes types;
    private readonly CurrentPage page;

    internal OwnFieldsOf(RecordForms<T> forms, RecordFactsQuery<T> facts, Readings readings, RecordTypes types, CurrentPage page) => (this.forms, this.facts, this.readings, this.types, this.page) = (forms, facts, readings, types, page);

    /// <param name="path">Address of the type's list, under which its conditions and cells stand.</param>
    /// <param name="id">Null for a new record.</param>
    public async Task<OwnFields> On(Actor actor, string path, Guid? id, Locale locale, CancellationToken stop) => await forms.Own(actor, path, id, await readings.Typed(locale, stop), stop);

    /// <param name="record">Not tracked.</param>
    /// <summary>What the record has in them, without those that do not concern it.</summary>
    public async Task<OwnFacts> Facts(CrmDb db, Actor actor, string path, T record, bool editable, CancellationToken stop)
    {
        await Fields.Computed.ComputedValues.Fill(db, types.Of(typeof(T))!, [record], stop);
        var type = types.Of(typeof(T))!;
        var layout = page.Types.LayoutOf(type.Key, actor.Role);
        var found = await facts.Of(db, actor, record, layout is null ? field => field.IsCustom : PageLayout.Placeable(type).Contains, stop);
        var names = await RecordNames.Of(db, actor, found.Select(fact => fact.Value).OfType<Guid>(), stop);
        return new OwnFacts(path, record.Id, found, names, editable) { Sections = layout is null ? [] : LaidOut.Facts(layout, found) };
    }
}
