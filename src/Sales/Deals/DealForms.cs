using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tandem.Commerce.Contracts;
using Tandem.Core.Finance;
using Tandem.Platform.Api;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;
using Tandem.Platform.Search;
using Tandem.Sales.Board;
using Tandem.Ui;

namespace Tandem.Sales.Deals;

/// <summary>The forms around deals: a new one, winning, losing, reopening, and the way back from each.</summary>
internal sealed class DealForms(DealFormQuery offers, RecordTypes types, Readings readings, RecordConflict<Deal> conflict)
{
    private readonly DealFormQuery offers = offers;
    private readonly RecordConflict<Deal> conflict = conflict;

    private static readonly string[] Chosen = ["company", "person", "user", "product"];

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/deals/new", async (DealForms forms, Actor actor, HttpContext http, Guid? pipeline, Guid? stage, Guid? company) =>
            Page.Of<NewDealPage>(await forms.offers.New(actor, new DealBeginning(Back.Of(http), pipeline, stage, company, actor.UserId), http.RequestAborted)));
        pages.MapPost("/deals", (DealForms forms, Actor actor, CurrentPage page, RecordWriter<Deal> writer, HttpContext http) => forms.Create(actor, page, writer, http));
        pages.MapGet("/deals/options/{type}", Options);
        pages.MapGet("/deals/{id:guid}/win", async (DealForms forms, Actor actor, HttpContext http, Guid id) =>
            Page.Of<WinDealPage>(await forms.offers.Close(actor, id, Back.Of(http), losing: false, http.RequestAborted)));
        pages.MapGet("/deals/{id:guid}/lose", async (DealForms forms, Actor actor, HttpContext http, Guid id) =>
            Page.Of<LoseDealPage>(await forms.offers.Close(actor, id, Back.Of(http), losing: true, http.RequestAborted)));
        pages.MapPost("/deals/{id:guid}/win", (DealForms forms, Actor actor, CurrentPage page, WinDeal win, HttpContext http, Guid id, SeenVersion version) => forms.Win(actor, page, win, http, id, version));
        pages.MapPost("/deals/{id:guid}/lose", (DealForms forms, Actor actor, CurrentPage page, LoseDeal lose, HttpContext http, Guid id, SeenVersion version) => forms.Lose(actor, page, lose, http, id, version));
        pages.MapPost("/deals/{id:guid}/reopen", (DealForms forms, Actor actor, CurrentPage page, ReopenDeal reopen, HttpContext http, Guid id, SeenVersion version) =>
            forms.Do(actor, page, http, id, version, async stop => Gone(page, http, await reopen.Run(actor, id, version, new(), stop), "deal.reopened")));
        pages.MapPost("/deals/{id:guid}/stage", (DealForms forms, Actor actor, CurrentPage page, MoveDeal move, HttpContext http, Guid id, SeenVersion version, [FromForm] Guid stageId) =>
            forms.Do(actor, page, http, id, version, async stop => Gone(page, http, await move.Run(actor, id, version, new(stageId), stop), "deal.moved")));
        pages.MapPost("/deals/{id:guid}/step-back", StepBack);
    }

    /// <param name="currency">Of the list prices that products bring along.</param>
    private static async Task<IResult> Options(Actor actor, Crm crm, CurrentPage page, RecordSearch search, string type, string? q, string? currency, CancellationToken stop)
    {
        if (!Chosen.Contains(type, StringComparer.Ordinal)) throw new RecordNotFound();
        var found = await search.Find(actor, q ?? "", type, 20, stop);
        var face = type switch { "company" => OptionFace.Company, "person" or "user" => OptionFace.Person, _ => default };
        await using var db = crm.Open(actor);
        var prices = type == "product" ? await ListPrices.Of(db, actor, [.. found.Select(one => one.RecordId)], stop) : new Dictionary<Guid, Money>();
        return new RazorComponentResult<OptionList>(new
        {
            Options = (IEnumerable<Option>)[.. found.Select(one => new Option(one.RecordId.ToString(), one.Title)
            {
                Detail = prices.TryGetValue(one.RecordId, out var price) ? page.Locale.Money(price) : one.Subtitle, Face = face,
                Amount = price.Currency == currency ? price.Amount.ToString(CultureInfo.InvariantCulture) : null,
            })], Query = q,
        });
    }

    private async Task<IResult> Create(Actor actor, CurrentPage page, RecordWriter<Deal> writer, HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            var type = types[Deal.TypeKey];
            var texts = form.Where(field => type.FindByJson(field.Key) is { IsCustom: false } && field.Value.ToString().Length > 0)
                .Select(field => KeyValuePair.Create(field.Key, (string?)(field.Key == "amount" ? $"{field.Value} {form["amountCurrency"]}" : field.Value.ToString()))).Concat(FormFields.Own(type, form));
            var deal = await writer.Create(actor, FieldValues.FromTexts(type, texts, await readings.Typed(page.Locale, http.RequestAborted)), http.RequestAborted);
            return Page.SeeOther(Back.Of(form), new Notice(page.Locale.T("deal.created", ("deal", deal.Name))));
        }
        catch (Refused refused)
        {
            Guid? Id(string name) => Guid.TryParse(form[name], out var id) ? id : null;
            return Page.Refused<NewDealPage>(await offers.New(actor, new DealBeginning(Back.Of(form), null, Id("stageId"), Id("companyId"), Id("ownerId")), http.RequestAborted), new FormState(form, refused));
        }
    }

    private async Task<IResult> Win(Actor actor, CurrentPage page, WinDeal win, HttpContext http, Guid id, int version)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            return Gone(page, http, await win.Run(actor, id, version, new(Day(page, form)), http.RequestAborted), "deal.won");
        }
        catch (Exception problem) when (problem is Refused or VersionChanged)
        {
            var refused = problem as Refused ?? await conflict.Since(actor, id, version, page.Locale, http.RequestAborted);
            return Page.Refused<WinDealPage>(await offers.Close(actor, id, Back.Of(form), losing: false, http.RequestAborted), new FormState(form, refused));
        }
    }

    private async Task<IResult> Lose(Actor actor, CurrentPage page, LoseDeal lose, HttpContext http, Guid id, int version)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            var reason = Guid.TryParse(form["reasonId"], out var chosen) ? chosen : (Guid?)null;
            return Gone(page, http, await lose.Run(actor, id, version, new(reason, form["note"], Day(page, form)), http.RequestAborted), "deal.lost");
        }
        catch (Exception problem) when (problem is Refused or VersionChanged)
        {
            var refused = problem as Refused ?? await conflict.Since(actor, id, version, page.Locale, http.RequestAborted);
            return Page.Refused<LoseDealPage>(await offers.Close(actor, id, Back.Of(form), losing: true, http.RequestAborted), new FormState(form, refused));
        }
    }

    /// <summary>What a toast's «Undo» posts: the board answers in place, without script the deal's page opens.</summary>
    private static async Task<IResult> StepBack(Actor actor, CurrentPage page, StepDealBack step, HttpContext http, Guid id, [FromForm] Guid stayId)
    {
        var text = "deal.stepped-back";
        StageChange? change = null;
        Refused? why = null;
        try
        {
            change = await step.Run(actor, id, new(stayId), http.RequestAborted);
        }
        catch (Refused refused)
        {
            (why, text) = (refused, "refused." + refused.Code);
        }

        var told = page.Locale.T(text, ("deal", change?.DealName), ("stage", change?.StageName));
        return http.Request.TakesStreams() ? UiEndpoints.Stream<MovedStream>(new { Text = told }, why is null ? 200 : 422) : Page.SeeOther($"/deals/{id}", new Notice(told));
    }

    /// <summary>A button of the deal's page: whoever comes second is told there what the first one did.</summary>
    private Task<IResult> Do(Actor actor, CurrentPage page, HttpContext http, Guid id, int version, Func<CancellationToken, Task<IResult>> work) =>
        conflict.OrSay(actor, page, id, version, Back.Of(http.Request.Form, $"/deals/{id}"), () => work(http.RequestAborted), http.RequestAborted);

    private static DateOnly? Day(CurrentPage page, IFormCollection form)
    {
        var text = form["on"].ToString();
        if (text.Length == 0) return null;
        return page.Locale.TryParseDate(text, out var day) ? day : throw Refused.On("on", RecordRefusals.WrongType, ("field", "on"), ("expected", "date"));
    }

    private static IResult Gone(CurrentPage page, HttpContext http, StageChange change, string text) => Page.SeeOther(
        Back.Of(http.Request.Form, $"/deals/{change.DealId}"),
        new Notice(page.Locale.T(text, ("deal", change.DealName), ("stage", change.StageName)), $"/deals/{change.DealId}/step-back",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["stayId"] = change.StayId.ToString() }));
}

/// <summary>Where a form was opened from, and returns to.</summary>
internal static class Back
{
    private const string Board = "/deals";

    /// <summary>The page that a form is opened on; a page of this site only.</summary>
    public static string Of(HttpContext http)
    {
        var from = http.Request.GetTypedHeaders().Referer;
        return from is not null && string.Equals(from.Authority, http.Request.Host.Value, StringComparison.OrdinalIgnoreCase) && from.AbsolutePath != http.Request.Path
            ? from.PathAndQuery
            : Board;
    }

    /// <summary>What <see cref="Of(HttpContext)"/> said when the form was opened.</summary>
    public static string Of(IFormCollection form, string otherwise = Board) =>
        form["back"].ToString() is { Length: > 0 } back && back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) ? back : otherwise;
}
