using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Jobs;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Records.Bulk.Pages;

/// <summary>Choosing a field, and then its value, for many records.</summary>
/// <param name="Fields">Those that can be chosen.</param>
/// <param name="Chosen">Null while none is.</param>
/// <param name="Sent">What the list sent: which records are meant, and where to return.</param>
public sealed record BulkFieldForm(RecordType Type, string Path, IReadOnlyList<Field> Fields, FormFieldView? Chosen, string Currency, IReadOnlyList<(string Name, object? Value)> Sent, string Back);

/// <summary>What the bar of selected rows posts.</summary>
internal static class BulkPages
{
    /// <summary>What travels along from the list.</summary>
    private static readonly string[] Travelling = ["ids", "all", "list", "back"];

    public static void Map<T>(RouteGroupBuilder group, RecordPageOptions options) where T : class, IRecord
    {
        group.MapPost("bulk/{what}", async (Actor actor, CurrentPage page, BulkEdit<T> bulk, BulkUndo undo, RecordListQuery<T> list, RecordForms<T> forms, Readings readings, RecordTypes types, JobList jobs, HttpContext http, string what) =>
        {
            var stop = http.RequestAborted;
            var form = await http.Request.ReadFormAsync(stop);
            var (type, path) = (types.Of(typeof(T))!, options.In(http).Path);
            var back = LocalPath.Or(form["back"], path);
            try
            {
                if (what == "undo") return await Undo(actor, page, undo, type, Id(form["batch"]), back, stop);
                if (what == "cancel") return await Cancel(actor, page, jobs, Id(form["job"]), back, stop);
                if (what == "field") return Page.Of<BulkFieldDrawer>(await Form(actor, type, path, form, forms, await readings.Typed(page.Locale, stop), stop));
                var change = new BulkChange(what)
                {
                    Owner = Guid.TryParse(form["owner"], out var owner) ? owner : null, Tag = form["tag"],
                    Values = what == BulkVerbs.Set ? Json(FieldValues.FromTexts(type, FormFields.Texts(type, form), await readings.Typed(page.Locale, stop))) : null,
                };
                var answer = await bulk.Run(actor, await Selection(actor, form, list, stop), change, stop);
                if (answer.Outcome is not { } outcome) return Page.SeeOther(With(back, answer.Batch));
                var text = page.Locale.T("record.bulk." + what, ("count", outcome.Changed)) + string.Concat(outcome.Refused.Select(why => " " + page.Locale.T("bulk.kept", ("count", why.Value), ("why", page.Locale.T("refused." + why.Key)))));
                return Page.SeeOther(back, new Notice(text, outcome.Changed == 0 ? null : $"{path}/bulk/undo", new Dictionary<string, string>(StringComparer.Ordinal) { ["batch"] = answer.Batch.ToString(), ["back"] = back }));
            }
            catch (Refused refused) when (what == BulkVerbs.Set)
            {
                return Page.Refused<BulkFieldDrawer>(await Form(actor, type, path, form, forms, await readings.Typed(page.Locale, stop), stop), new FormState(form, refused));
            }
            catch (Refused refused) when (refused.Code != BulkRefusals.UnknownVerb)
            {
                return Page.SeeOther(back, new Notice(page.Locale.T("refused." + refused.Code, [.. refused.Args])));
            }
            catch (Refused)
            {
                throw new RecordNotFound();
            }
            catch (FilterError error)
            {
                return Page.SeeOther(back, new Notice(page.Locale.T(error.Key, [.. error.Args])));
            }
        });
    }

    private static async Task<IResult> Undo(Actor actor, CurrentPage page, BulkUndo undo, RecordType type, Guid batch, string back, CancellationToken stop)
    {
        var answer = await undo.Run(actor, type.Key, batch, stop);
        return answer.JobId is { } job ? Page.SeeOther(With(back, job)) : Page.SeeOther(Without(back), new Notice(page.Locale.T("record.bulk.undone", ("count", answer.Undone))));
    }

    private static async Task<IResult> Cancel(Actor actor, CurrentPage page, JobList jobs, Guid job, string back, CancellationToken stop)
    {
        await jobs.Change(actor, job, (one, now) => one.RequestCancel(now), stop);
        return Page.SeeOther(back, new Notice(page.Locale.T("jobs.cancelling")));
    }

    /// <summary>The ticked rows, or everything that the list shows.</summary>
    private static async Task<BulkSelection> Selection<T>(Actor actor, IFormCollection form, RecordListQuery<T> list, CancellationToken stop) where T : class, IRecord
    {
        if (form["all"] != "1") return new BulkSelection([.. form["ids"].Select(Id)]);
        var address = form["list"].ToString();
        var (request, _) = await list.Export(actor, RecordListRequest.Parse(address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[at..] : ""), stop);
        return new BulkSelection(null, request.Filter, request.Search);
    }

    private static async Task<BulkFieldForm> Form<T>(Actor actor, RecordType type, string path, IFormCollection form, RecordForms<T> forms, ReadingContext context, CancellationToken stop) where T : class, IRecord
    {
        var fields = type.Fields.Where(BulkWork<T>.CanSet).ToList();
        var chosen = fields.Find(field => field.JsonName == (form["field"].ToString() is { Length: > 0 } name ? name : form[FormFields.Shown].ToString()));
        var sent = Travelling.SelectMany(name => form[name].Select(value => (name, (object?)value))).ToList();
        return new BulkFieldForm(type, path, fields, chosen is null ? null : await forms.One(actor, chosen, null, stop), context.Currency, sent, LocalPath.Or(form["back"], path));
    }

    /// <summary>Values as a job keeps them.</summary>
    private static JsonElement Json(FieldValues values)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (field, value) in values.All) RecordJson.WriteField(json, field, value);
            json.WriteEndObject();
        }

        return JsonElement.Parse(stream.ToArray());
    }

    private static Guid Id(string? text) => Guid.TryParse(text, out var id) ? id : throw new BadHttpRequestException("Not an id.");

    /// <summary>The address of the list with the job that it shows.</summary>
    internal static string With(string back, Guid job) => Without(back) is var list && list.Contains('?', StringComparison.Ordinal) ? $"{list}&job={job}" : $"{list}?job={job}";

    private static string Without(string back) => System.Text.RegularExpressions.Regex.Replace(back, "[?&]job=[^&]*$", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
