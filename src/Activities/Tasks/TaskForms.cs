using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Pages;
using Tandem.Platform.Workspaces;
using Tandem.Ui;

namespace Tandem.Activities.Tasks;

/// <summary>A task as its form shows it.</summary>
/// <param name="After">Whether it is asked for because another one was done.</param>
public sealed record TaskFormView(Guid? Id, int Version, string Subject, string Kind, string Priority, DateOnly? Due, TimeOnly? Time, string? Description, Option? Assignee, Option? About, string Back, bool After, OwnFields Own)
{
    public string Action => Id is null ? "/tasks" : $"/tasks/{Id}";
}

/// <summary>Makes the form of a task and reads what it sends.</summary>
internal sealed class TaskForms(Crm crm, RecordTypes types, OwnFieldsOf<TaskItem> own, CurrentPage page, Readings readings)
{
    public async Task<TaskFormView> New(Actor actor, Guid? about, DateOnly? due, string back, bool after, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var names = await RecordNames.Of(db, actor, new[] { about, actor.UserId }.OfType<Guid>(), stop);
        if (about is { } id && !names.ContainsKey(id)) throw new RecordNotFound();
        return new TaskFormView(null, 0, "", TaskKinds.General, TaskPriorities.Normal, due, null, null, Chosen(names, actor.UserId), Chosen(names, about), back, after, await own.On(actor, "/tasks", id: null, page.Locale, stop));
    }

    public async Task<TaskFormView> Edit(Actor actor, Guid id, Locale locale, string back, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var task = await db.Tasks.AsNoTracking().VisibleTo(actor, db).Get(id, stop);
        var names = await RecordNames.Of(db, actor, new[] { task.AboutId, task.OwnerId }.OfType<Guid>(), stop);
        var day = await WorkDay.Of(crm.Database, stop);
        DateOnly? due = task.DueAt is { } at ? task.AllDay ? day.DayOf(at) : locale.DateOf(at) : null;
        TimeOnly? time = task is { AllDay: false, DueAt: { } moment } ? TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, locale.Zone).DateTime) : null;
        return new TaskFormView(task.Id, task.Version, task.Subject, task.Kind, task.Priority, due, time, task.Description, Chosen(names, task.OwnerId), Chosen(names, task.AboutId), back, After: false, await own.On(actor, "/tasks", id, page.Locale, stop));
    }

    /// <summary>The fields that the form carries; those it does not show stay as they are.</summary>
    public async Task<FieldValues> Read(IFormCollection form, bool creating, Locale locale, CancellationToken stop)
    {
        var values = FieldValues.FromTexts(types["task"], FormFields.Own(types["task"], form), await readings.Typed(locale, stop));
        foreach (var name in (string[])["subject", "description"])
            if (form.ContainsKey(name)) values[name] = form[name].ToString();
        foreach (var name in (string[])["kind", "priority"])
            if (form[name].ToString() is { Length: > 0 } chosen) values[name] = types["task"].Find(name)!.Choices.Any(choice => choice.Key == chosen) ? chosen : throw Refused.On(name, RecordRefusals.UnknownChoice, ("value", chosen));
        if (form.ContainsKey("assigneeId")) values["assignee"] = Guid.TryParse(form["assigneeId"], out var assignee) ? assignee : null;
        if (creating && Guid.TryParse(form["aboutId"], out var about)) values["about"] = about;
        if (!form.ContainsKey("due")) return values;
        var (at, allDay) = await Due(form["due"], form["time"], locale, stop);
        values["allDay"] = allDay;
        values["dueAt"] = at;
        return values;
    }

    /// <summary>A day, with a time of the reader's zone or for the whole day of the workspace.</summary>
    public async Task<(DateTimeOffset? At, bool AllDay)> Due(string? date, string? time, Locale locale, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(date)) return (null, true);
        if (!locale.TryParseDate(date, out var day)) throw Refused.On("due", TaskRefusals.NoSuchDay);
        if (string.IsNullOrWhiteSpace(time)) return ((await WorkDay.Of(crm.Database, stop)).BeginOf(day), true);
        if (!TimeOnly.TryParse(time, CultureInfo.InvariantCulture, out var clock)) throw Refused.On("time", TaskRefusals.NoSuchDay);
        return (new WorkDay(locale.Zone).At(day, clock), false);
    }

    private static Option? Chosen(IReadOnlyDictionary<Guid, RecordName> names, Guid? id) => id is { } one && names.TryGetValue(one, out var name)
        ? new Option(name.Id.ToString(), name.Title) { Face = name.RecordType switch { "company" => OptionFace.Company, "person" or "user" => OptionFace.Person, _ => OptionFace.None } }
        : null;
}
