using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Records.Pages;

/// <summary>A value that is edited where it stands, in a list or among the facts of a record.</summary>
/// <param name="CellId">Id of its element.</param>
/// <param name="Editor">Null when the value is shown and not edited.</param>
/// <param name="Conflict">Who changed it meanwhile, and to what.</param>
public sealed record CellView(RecordType Type, string CellId, string Url, int Version, Field Field, object? Value, IReadOnlyDictionary<Guid, RecordName> Names, FormFieldView? Editor, string Currency, string? Conflict = null);

/// <summary>Opens and saves single values.</summary>
internal sealed class RecordCells<T>(Crm crm, RecordTypes types, RecordReader<T> reader, RecordWriter<T> writer, RecordForms<T> forms, Readings readings) where T : class, IRecord
{
    private readonly RecordType type = types.Of(typeof(T))!;

    /// <param name="editing">False for the value as it is now.</param>
    public async Task<IResult> Edit(Actor actor, RecordPageOptions options, Guid id, string name, Locale locale, bool editing, CancellationToken stop)
    {
        var record = await reader.Get(actor, id, stop);
        return Cell(await View(actor, options, record, Editable(name), locale, editing, stop));
    }

    public async Task<IResult> Save(Actor actor, RecordPageOptions options, Guid id, string name, int version, IFormCollection form, Locale locale, CancellationToken stop)
    {
        var field = Editable(name);
        var context = await readings.Typed(locale, stop);
        try
        {
            var values = FieldValues.FromTexts(type, FormFields.Texts(type, form), context);
            return Cell(await View(actor, options, await writer.Patch(actor, id, version, values, stop), field, locale, editing: false, stop));
        }
        catch (Refused refused)
        {
            var view = await View(actor, options, await reader.Get(actor, id, stop), field, locale, editing: true, stop);
            return Page.Refused<RecordCell>(view, new FormState(form, refused));
        }
        catch (VersionChanged)
        {
            var view = await View(actor, options, await reader.Get(actor, id, stop), field, locale, editing: true, stop);
            var conflict = await Conflict(actor, id, view, locale, stop);
            return new RazorComponentResult<RecordCell>(new { Model = view with { Conflict = conflict }, Form = new FormState(form, new Refused(Api.ApiRefusals.VersionChanged)) }) { StatusCode = StatusCodes.Status409Conflict };
        }
    }

    /// <summary>Id of the element in which a field of a record stands.</summary>
    public static string IdOf(Guid record, Field field) => $"cell-{record:n}-{field.Name}";

    private static RazorComponentResult<RecordCell> Cell(CellView view) => Page.Of<RecordCell>(view);

    private Field Editable(string name) => type.FindByJson(name) is { Editable: true, CreateOnly: false } field ? field : throw new RecordNotFound();

    private async Task<CellView> View(Actor actor, RecordPageOptions options, T record, Field field, Locale locale, bool editing, CancellationToken stop)
    {
        var value = field.Read(record);
        await using var db = crm.Open(actor);
        var names = await RecordNames.Of(db, actor, value is Guid id ? [id] : [], stop);
        var context = await readings.Typed(locale, stop);
        return new CellView(type, IdOf(record.Id, field), $"{options.Path}/{record.Id}/cells/{field.JsonName}", record.Version, field, value, names,
            editing ? await forms.One(actor, field, value, stop) : null, context.Currency);
    }

    /// <summary>Who set the field last, in a sentence; when someone changed another field, that the record changed.</summary>
    private async Task<string> Conflict(Actor actor, Guid id, CellView view, Locale locale, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var last = await db.Changes.AsNoTracking().Where(change => change.RecordId == id && change.Kind == ChangeKinds.Updated).OrderByDescending(change => change.Sequence)
            .Select(change => new { change.ActorId, change.Data }).FirstOrDefaultAsync(stop);
        var who = last?.ActorId is { } by ? (await RecordNames.Of(db, actor, [by], stop)).GetValueOrDefault(by)?.Title ?? (await ProgramNames.Of(db, [by], stop)).GetValueOrDefault(by) : null;
        var value = FieldText.Shown(view.Field, view.Value, locale, view.Names) ?? locale.T("record.nothing");
        var same = last?.Data.Contains($"\"{view.Field.Name}\"", StringComparison.Ordinal) == true;
        return locale.T(same ? "record.conflict.field" : "record.conflict.other", ("name", who ?? locale.T("record.someone")), ("field", locale.T(view.Field.Label)), ("value", value));
    }
}
