using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Finance;
using Tandem.Core.Localization;
using Tandem.Platform.Api;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;

namespace Tandem.Sales.Deals;

/// <summary>The page of a deal, and the forms that are opened from it.</summary>
internal sealed class DealPages(DealPageQuery deals, RecordTypes types, Readings readings, RecordConflict<Deal> conflict)
{
    private readonly DealPageQuery deals = deals;
    private readonly RecordConflict<Deal> conflict = conflict;

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/deals/list/{id:guid}", (Guid id, string? list) => Page.SeeOther($"{PathOf(id)}?list={Uri.EscapeDataString(list ?? "")}"));
        pages.MapGet("/deals/list/totals", async (Actor actor, DealListTotals totals, string? filter, string? search, CancellationToken stop) =>
            Page.Of<DealListTotalsFrame>(await totals.Of(actor, filter, search, stop)));
        pages.MapGet("/deals/{id:guid}", async (DealPages forms, Actor actor, Guid id, string? list, string? show, CancellationToken stop) => Page.Of<DealPage>(await forms.deals.Run(actor, id, list, show, stop)));
        pages.MapGet("/deals/{id:guid}/edit", async (DealPages forms, Actor actor, Guid id, CancellationToken stop) => Page.Of<EditDealPage>(await forms.deals.Form(actor, id, stop)));
        pages.MapPost("/deals/{id:guid}/edit", (DealPages forms, Actor actor, CurrentPage page, RecordWriter<Deal> writer, HttpContext http, Guid id, SeenVersion version) =>
            forms.Edit(actor, page, writer, http, id, version));
        pages.MapGet("/deals/{id:guid}/lines/edit", async (DealPages forms, Actor actor, Guid id, CancellationToken stop) => Page.Of<EditLinesPage>(LinesForm.Of(await forms.deals.Run(actor, id, stop))));
        pages.MapPost("/deals/{id:guid}/lines", (DealPages forms, Actor actor, CurrentPage page, SetDealLines set, HttpContext http, Guid id, SeenVersion version) =>
            forms.Lines(actor, page, set, http, id, version));
        pages.MapGet("/deals/{id:guid}/people/new", async (DealPages forms, Actor actor, Guid id, Guid? person, CancellationToken stop) =>
        {
            var deal = await forms.deals.Run(actor, id, stop);
            return Page.Of<AddPersonPage>(new AddPersonForm(deal, deal.People.FirstOrDefault(one => one.PersonId == person)));
        });
        pages.MapPost("/deals/{id:guid}/people", (DealPages forms, Actor actor, AddPersonToDeal add, HttpContext http, Guid id) => forms.AddPerson(actor, add, http, id));
        pages.MapPost("/deals/{id:guid}/people/{person:guid}/remove", async (DealPages forms, Actor actor, CurrentPage page, RemovePersonFromDeal remove, Guid id, Guid person, CancellationToken stop) =>
        {
            var removed = (await forms.deals.Run(actor, id, stop)).People.FirstOrDefault(one => one.PersonId == person);
            await remove.Run(actor, id, person, stop);
            return Page.SeeOther(PathOf(id), removed is null ? null : new Notice(page.Locale.T("deal.person-removed", ("name", removed.Name)), $"{PathOf(id)}/people",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["personId"] = $"{person}", ["role"] = removed.Role ?? "" }));
        });
        pages.MapPost("/deals/{id:guid}/delete", (DealPages forms, Actor actor, CurrentPage page, RecordWriter<Deal> writer, Guid id, SeenVersion version, CancellationToken stop) =>
            forms.conflict.OrSay(actor, page, id, version, PathOf(id), async () =>
            {
                await writer.Trash(actor, id, version, stop);
                return Page.SeeOther("/deals", new Notice(page.Locale.T("deal.deleted"), $"{PathOf(id)}/restore"));
            }, stop));
        pages.MapPost("/deals/{id:guid}/restore", async (Actor actor, RecordWriter<Deal> writer, Guid id, CancellationToken stop) =>
        {
            await writer.Restore(actor, id, stop);
            return Page.SeeOther(PathOf(id));
        });
    }

    private static string PathOf(Guid id) => $"/deals/{id}";

    private async Task<IResult> Edit(Actor actor, CurrentPage page, RecordWriter<Deal> writer, HttpContext http, Guid id, int version)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            var type = types[Deal.TypeKey];
            var texts = form.Where(field => type.FindByJson(field.Key) is { IsCustom: false })
                .Select(field => KeyValuePair.Create(field.Key, (string?)(field.Key == "amount" && field.Value.ToString().Length > 0 ? $"{field.Value} {form["amountCurrency"]}" : field.Value.ToString()))).Concat(FormFields.Own(type, form));
            await writer.Patch(actor, id, version, FieldValues.FromTexts(type, texts, await readings.Typed(page.Locale, http.RequestAborted)), http.RequestAborted);
            return Page.SeeOther(PathOf(id));
        }
        catch (Exception problem) when (problem is Refused or VersionChanged)
        {
            var refused = problem as Refused ?? await conflict.Since(actor, id, version, page.Locale, http.RequestAborted);
            return Page.Refused<EditDealPage>(await deals.Form(actor, id, http.RequestAborted), new FormState(form, refused));
        }
    }

    private async Task<IResult> Lines(Actor actor, CurrentPage page, SetDealLines set, HttpContext http, Guid id, int version)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            await set.Run(actor, id, version, new(Drafts(form, page.Locale), form.ContainsKey("fromLines")), http.RequestAborted);
            return Page.SeeOther(PathOf(id));
        }
        catch (Exception problem) when (problem is Refused or VersionChanged)
        {
            var refused = problem as Refused ?? await conflict.Since(actor, id, version, page.Locale, http.RequestAborted);
            return Page.Refused<EditLinesPage>(LinesForm.Of(await deals.Run(actor, id, http.RequestAborted), await deals.ProductsNamed(actor, Asked(form), http.RequestAborted)), new FormState(form, refused));
        }
    }

    private async Task<IResult> AddPerson(Actor actor, AddPersonToDeal add, HttpContext http, Guid id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            await add.Run(actor, id, new(Guid.TryParse(form["personId"], out var person) ? person : null, form["role"]), http.RequestAborted);
            return Page.SeeOther(PathOf(id));
        }
        catch (Refused refused)
        {
            return Page.Refused<AddPersonPage>(new AddPersonForm(await deals.Run(actor, id, http.RequestAborted), null), new FormState(form, refused));
        }
    }

    /// <summary>The product of each row of the form.</summary>
    private static List<Guid?> Asked(IFormCollection form)
    {
        var asked = new List<Guid?>();
        while (form.ContainsKey($"quantity{asked.Count}")) asked.Add(Guid.TryParse(form[$"product{asked.Count}"], out var product) ? product : null);
        return asked;
    }

    /// <summary>The lines of the form; rows that name nothing are left out.</summary>
    private static List<SetDealLines.Line> Drafts(IFormCollection form, Locale locale)
    {
        var drafts = new List<SetDealLines.Line>();
        for (var place = 0; form.ContainsKey($"quantity{place}"); place++)
        {
            decimal? Number(string name)
            {
                var text = form[name + place].ToString().Trim();
                if (text.Length == 0) return null;
                return locale.TryParseDecimal(text, out var value) ? value : throw Refused.On(name + place, RecordRefusals.WrongType, ("field", name), ("expected", "number"));
            }

            var product = Guid.TryParse(form[$"product{place}"], out var chosen) ? chosen : (Guid?)null;
            var description = form[$"description{place}"].ToString();
            if (product is null && string.IsNullOrWhiteSpace(description)) continue;
            drafts.Add(new SetDealLines.Line(product, description, Number("quantity") ?? 1m, Number("price") is { } price ? new Money(price, "") : null, (Number("discount") ?? 0m) / 100m));
        }

        return drafts;
    }
}
