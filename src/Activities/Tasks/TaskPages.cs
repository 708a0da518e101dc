using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Activities.Tasks;

/// <summary>The tasks page, the form of a task, and what its buttons post to.</summary>
internal static class TaskPages
{
    public static void Map(RouteGroupBuilder pages)
    {
        var tasks = pages.MapGroup("/tasks");
        tasks.MapGet("", async (Actor actor, CurrentPage page, TaskListQuery query, HttpContext http, string? show, string? who) =>
        {
            return Page.Of<TasksPage>(await query.Run(actor, show, who, page.Locale, http.RequestAborted));
        });
        tasks.MapConditions<TaskItem>();
        MapForm(tasks);
        MapButtons(tasks);
    }

    private static void MapForm(RouteGroupBuilder tasks)
    {
        tasks.MapGet("new", async (Actor actor, CurrentPage page, TaskForms forms, HttpContext http, Guid? aboutId, string? back, string? after) =>
            Page.Of<TaskFormPage>(await forms.New(actor, aboutId, page.Locale.Today.AddDays(1), Returning.Safe(back) ?? "/tasks", after is not null, http.RequestAborted)));
        tasks.MapGet("{id:guid}", (Guid id) => Page.SeeOther($"/tasks/{id}/edit"));
        tasks.MapGet("{id:guid}/edit", async (Actor actor, CurrentPage page, TaskForms forms, HttpContext http, Guid id, string? back) =>
            Page.Of<TaskFormPage>(await forms.Edit(actor, id, page.Locale, Returning.Safe(back) ?? "/tasks", http.RequestAborted)));
        tasks.MapPost("", async (Actor actor, CurrentPage page, TaskForms forms, RecordWriter<TaskItem> writer, HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            try
            {
                var task = await writer.Create(actor, await forms.Read(form, creating: true, page.Locale, http.RequestAborted), http.RequestAborted);
                return Page.SeeOther(form.Back("/tasks"), new Notice(page.Locale.T("task.created", ("subject", task.Subject))));
            }
            catch (Refused refused) when (refused.Field == "aboutId")
            {
                throw new RecordNotFound();
            }
            catch (Refused refused)
            {
                var view = await forms.New(actor, Guid.TryParse(form["aboutId"], out var about) ? about : null, due: null, form.Back("/tasks"), after: false, http.RequestAborted);
                return Page.Refused<TaskFormPage>(view, new FormState(form, refused));
            }
        });
        tasks.MapPost("{id:guid}", async (Actor actor, CurrentPage page, TaskForms forms, RecordWriter<TaskItem> writer, HttpContext http, Guid id, SeenVersion version) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            try
            {
                var task = await writer.Patch(actor, id, version, await forms.Read(form, creating: false, page.Locale, http.RequestAborted), http.RequestAborted);
                return Page.SeeOther(form.Back("/tasks"), new Notice(page.Locale.T("task.saved", ("subject", task.Subject))));
            }
            catch (Exception problem) when (problem is Refused or VersionChanged)
            {
                var refused = problem as Refused ?? new Refused(ApiRefusals.VersionChanged);
                return Page.Refused<TaskFormPage>(await forms.Edit(actor, id, page.Locale, form.Back("/tasks"), http.RequestAborted), new FormState(form, refused));
            }
        });
    }

    private static void MapButtons(RouteGroupBuilder tasks)
    {
        tasks.MapPost("{id:guid}/complete", async (Actor actor, CurrentPage page, CompleteTask complete, HttpContext http, Guid id, SeenVersion version) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var back = form.Back("/tasks");
            return await Try(page, back, async () =>
            {
                var done = await complete.Run(actor, id, version, new CompleteTask.Request(form["outcome"]), http.RequestAborted);
                var asks = done is { AboutId: not null, HasNextStep: false };
                var next = $"/tasks/new?aboutId={done.AboutId}&after={id}&back={Uri.EscapeDataString(back)}";
                if (http.Request.TakesStreams() && asks)
                    return UiEndpoints.Stream<TaskDoneStream>(new { Text = page.Locale.T("task.completed"), Id = id, done.Version, Back = back, Next = next });
                return Page.SeeOther(asks ? next : back, Reopening(page.Locale.T("task.completed"), id, done.Version, back));
            });
        });
        tasks.MapPost("{id:guid}/reopen", async (Actor actor, CurrentPage page, ReopenTask reopen, HttpContext http, Guid id, SeenVersion version) =>
        {
            var back = (await http.Request.ReadFormAsync(http.RequestAborted)).Back("/tasks");
            return await Try(page, back, async () =>
            {
                await reopen.Run(actor, id, version, http.RequestAborted);
                return Page.SeeOther(back, new Notice(page.Locale.T("task.reopened")));
            });
        });
        tasks.MapPost("{id:guid}/due", async (Actor actor, CurrentPage page, RescheduleTask reschedule, TaskForms forms, HttpContext http, Guid id, SeenVersion version) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var back = form.Back("/tasks");
            return await Try(page, back, async () =>
            {
                var (at, allDay) = await forms.Due(form["due"], form["time"], page.Locale, http.RequestAborted);
                await reschedule.Run(actor, id, version, new RescheduleTask.Request(at, allDay), http.RequestAborted);
                return Page.SeeOther(back, new Notice(page.Locale.T("task.rescheduled", ("date", at is { } moment ? page.Locale.Date(page.Locale.DateOf(moment)) : page.Locale.T("task.no-date")))));
            });
        });
        tasks.MapPost("{id:guid}/trash", async (Actor actor, CurrentPage page, RecordWriter<TaskItem> writer, HttpContext http, Guid id) =>
        {
            var back = (await http.Request.ReadFormAsync(http.RequestAborted)).Back("/tasks");
            await writer.Trash(actor, id, version: null, http.RequestAborted);
            return Page.SeeOther(back, new Notice(page.Locale.T("task.deleted"), $"/tasks/{id}/restore", new Dictionary<string, string>(StringComparer.Ordinal) { ["back"] = back }));
        });
        tasks.MapPost("{id:guid}/restore", async (Actor actor, RecordWriter<TaskItem> writer, HttpContext http, Guid id) =>
        {
            await writer.Restore(actor, id, http.RequestAborted);
            return Page.SeeOther((await http.Request.ReadFormAsync(http.RequestAborted)).Back("/tasks"));
        });
    }

    /// <summary>Buttons have no form to show a refusal in: the toast says why.</summary>
    private static async Task<IResult> Try(CurrentPage page, string back, Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception problem) when (problem is Refused or VersionChanged)
        {
            var refused = problem as Refused ?? new Refused(ApiRefusals.VersionChanged);
            return Page.SeeOther(back, new Notice(page.Locale.T("refused." + refused.Code, [.. refused.Args])));
        }
    }

    private static Notice Reopening(string text, Guid id, int version, string back) => new(text, $"/tasks/{id}/reopen",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["version"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture), ["back"] = back });
}
