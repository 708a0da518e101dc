using Microsoft.AspNetCore.Http;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Fields.Layouts;
using Tandem.Platform.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Records.Pages;

/// <summary>Makes the form of a record type: of a new record, or of one that is there.</summary>
internal sealed class RecordForms<T>(Crm crm, RecordTypes types, RecordReader<T> reader, RecordRules<T> rules, FieldDemands<T> demands, CurrentPage page) where T : class, IRecord
{
    private readonly RecordType type = types.Of(typeof(T))!;

    /// <summary>An empty form, with what the address already says: <c>?companyId=…</c>.</summary>
    public async Task<RecordFormView> New(Actor actor, RecordPageOptions options, IQueryCollection given, ReadingContext context, Locale locale, CancellationToken stop)
    {
        var blank = rules.Blank(actor);
        if (blank is OwnedRecord owned && actor.UserId is { } user) owned.AssignTo(user);
        FieldDefaults.Fill(blank, type, _ => false);
        var said = new Dictionary<Field, object?>();
        foreach (var (name, text) in given)
            if (type.FindByJson(name) is { Editable: true } field) said[field] = Read(field, text, context);
        var view = await Make(actor, options, blank, id: null, version: 0, locale.T(options.NewLabel), said, context, stop);
        return view with { WatchPath = options.WatchPath, Back = given["back"].ToString() is { Length: > 0 } back && back.StartsWith('/') ? back : null };
    }

    public async Task<RecordFormView> Edit(Actor actor, RecordPageOptions options, Guid id, ReadingContext context, CancellationToken stop)
    {
        var record = await reader.Get(actor, id, stop);
        return await Make(actor, options, record, id, record.Version, type.Title.Read(record) as string ?? "", [], context, stop);
    }

    /// <summary>The value of one field, for the editor of a cell.</summary>
    public async Task<FormFieldView> One(Actor actor, Field field, object? value, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var names = await RecordNames.Of(db, actor, value is Guid id ? [id] : [], stop);
        return new FormFieldView(field, value, value is Guid chosen && names.TryGetValue(chosen, out var name) ? OptionOf(name) : null);
    }

    public static Option OptionOf(RecordName name) => new(name.Id.ToString(), name.Title)
    {
        Detail = name.Subtitle, Face = name.RecordType switch { "company" => OptionFace.Company, "person" or "user" => OptionFace.Person, _ => OptionFace.None },
    };

    private async Task<RecordFormView> Make(Actor actor, RecordPageOptions options, T record, Guid? id, int version, string title, Dictionary<Field, object?> said, ReadingContext context, CancellationToken stop)
    {
        var lists = type.Fields.Any(field => field.Kind is FieldKind.Emails or FieldKind.Phones);
        var fields = type.Fields.Where(field => field.Editable && (id is null || !field.CreateOnly) && !(lists && field.Kind is FieldKind.Email or FieldKind.Phone)).ToList();
        var values = fields.ToDictionary(field => field, field => said.GetValueOrDefault(field, Blank(field, record)));
        await using var db = crm.Open(actor);
        var names = await RecordNames.Of(db, actor, values.Values.OfType<Guid>(), stop);
        var views = fields.ConvertAll(field => new FormFieldView(field, values[field], values[field] is Guid chosen && names.TryGetValue(chosen, out var name) ? OptionOf(name) : null));
        var hidden = await Hidden(db, actor, record, stop);
        views = views.ConvertAll(view => hidden.Contains(view.Field.JsonName) ? view with { Hidden = true } : view);
        var layout = page.Types.LayoutOf(type.Key, actor.Role);
        var placeable = PageLayout.Placeable(type).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        if (layout is not null) views = LaidOut.Inputs(layout, views, placeable);
        bool AtOnce(FormFieldView view) => layout is null ? view.Field.Listed || view.Field.Kind is FieldKind.Emails or FieldKind.Phones : !placeable.Contains(view.Field.Name) || layout.Quick.Contains(view.Field.Name);
        var first = views.Where(view => id is not null ? !view.LeftOut : view.Field.Required || said.ContainsKey(view.Field) || AtOnce(view)).ToList();
        return new RecordFormView(type, options.Path, id, version, title, first, [.. views.Except(first)], context.Currency);
    }

    /// <summary>The workspace's own fields of a record, or of a new one, for a form that a module draws itself.</summary>
    public async Task<OwnFields> Own(Actor actor, string path, Guid? id, ReadingContext context, CancellationToken stop)
    {
        var layout = page.Types.LayoutOf(type.Key, actor.Role);
        if (layout is null && !type.Fields.Any(field => field is { IsCustom: true, Editable: true })) return OwnFields.None;
        T record;
        if (id is { } known) record = await reader.Get(actor, known, stop);
        else FieldDefaults.Fill(record = rules.Blank(actor), type, _ => false);
        var view = await Make(actor, new RecordPageOptions(path, ""), record, id, record.Version, "", [], context, stop);
        return new OwnFields([.. view.All.Where(field => field.Field.IsCustom)], $"{path}/conditions?id={id}", context.Currency) { Layout = layout, Creating = id is null };
    }

    /// <summary>JSON names of the fields that do not concern a record as a form describes it, saved or not.</summary>
    public async Task<IReadOnlyCollection<string>> Hidden(Actor actor, Guid? id, IFormCollection form, ReadingContext context, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var record = id is { } known ? await reader.Get(actor, known, stop) : rules.Blank(actor);
        foreach (var (name, text) in FormFields.Said(type, form))
        {
            try
            {
                if (type.FindByJson(name) is { Editable: true } field) field.Write(record, FieldValues.One(field, text, context));
            }
            catch (Core.Refused)
            {
                // What is not finished yet says nothing.
            }
        }

        return await Hidden(db, actor, record, stop);
    }

    private async Task<HashSet<string>> Hidden(CrmDb db, Actor actor, T record, CancellationToken stop)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
            if (field.Shape?.VisibleWhen is { } condition && !await demands.Holds(db, actor, record, db.RecordTypes.Of(record)!, condition, stop)) hidden.Add(field.JsonName);
        return hidden;
    }

    private static object? Blank(Field field, T record) => field.Read(record);

    private static object? Read(Field field, string? text, ReadingContext context)
    {
        try
        {
            return FieldValues.One(field, text, context);
        }
        catch (Core.Refused)
        {
            return null;
        }
    }
}
