using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Api;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;
using Tandem.Sales.Deals;
using Tandem.Ui;

namespace Tandem.Sales.Board;

/// <summary>The board's page, its further cards, and what a dropped card posts.</summary>
internal sealed class BoardPages(Crm crm, BoardQuery board, LastLook lastLook)
{
    private readonly BoardQuery board = board;

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/deals", (BoardPages boards, Actor actor, HttpContext http, [AsParameters] BoardAddress address) => boards.Show(actor, http, address.Request));
        pages.MapGet("/deals/cards", async (BoardPages boards, Actor actor, [AsParameters] BoardAddress address, Guid stage, string cursor, CancellationToken stop) =>
            UiEndpoints.Stream<MoreCardsStream>(new { Model = new MoreCards(address.Request, await boards.board.More(actor, address.Request, stage, cursor, stop)) }));
        pages.MapPost("/deals/move", Move);
    }

    private async Task<IResult> Show(Actor actor, HttpContext http, BoardRequest request)
    {
        var stop = http.RequestAborted;
        if (http.Request.Query.Count == 0 && await lastLook.Of(actor, stop) is { } last)
        {
            if (last.IsChosen) return Page.SeeOther(last.Path); // the address says what is shown, so that it can be passed on
            request = last;
        }

        var view = await board.Run(actor, request, stop, Loaded(http.Request));
        if (view is not null) await lastLook.Remember(actor, view.Request, stop);
        await using var db = crm.Open(actor);
        var deals = db.Deals;
        var owners = await db.Users.AsNoTracking().Where(user => user.DeletedAt == null && (user.Active || user.Id == request.Owner || deals.Any(deal => deal.OwnerId == user.Id))).OrderBy(user => user.NameFolded)
            .Select(user => new { user.Id, user.Name }).ToListAsync(stop);
        var teams = await db.Teams.AsNoTracking().Where(team => team.DeletedAt == null).OrderBy(team => team.NameFolded)
            .Select(team => new { team.Id, team.Name }).ToListAsync(stop);
        return Page.Of<BoardPage>(new BoardScreen(view, [.. owners.Select(user => new Option(user.Id.ToString(), user.Name))], [.. teams.Select(team => new Option(team.Id.ToString(), team.Name))], actor.MayEditSome("pipeline")));
    }

    /// <summary>How many cards each column of the page that asks for its refresh has: <c>STAGE:COUNT,…</c>, from the board's script.</summary>
    private static Dictionary<Guid, int> Loaded(HttpRequest request)
    {
        var loaded = new Dictionary<Guid, int>();
        foreach (var part in request.Headers["X-Board-Cards"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split(':') is [var stage, var count] && Guid.TryParse(stage, out var id) && int.TryParse(count, CultureInfo.InvariantCulture, out var cards)) loaded[id] = cards;
        }

        return loaded;
    }

    private static async Task<IResult> Move(
        Actor actor, CurrentPage page, MoveDeal move, RecordConflict<Deal> conflict, [FromForm] Guid id, [FromForm] Guid to, SeenVersion version, CancellationToken stop)
    {
        try
        {
            return Done(page, await move.Run(actor, id, version, new(to), stop), "deal.moved");
        }
        catch (VersionChanged)
        {
            var refused = await conflict.Since(actor, id, version, page.Locale, stop);
            return UiEndpoints.Stream<MovedStream>(new { Text = page.Locale.T("record.conflict.not-done", [.. refused.Args]) }, StatusCodes.Status409Conflict);
        }
        catch (Exception why) when (why is Refused or RecordNotFound)
        {
            var problem = Problems.Of(why, page.Locale.Texts); // the board puts the card back and shows the title
            return TypedResults.Json(problem, contentType: "application/problem+json", statusCode: problem.Status);
        }
    }

    /// <summary>What an answer in place says, with the way back.</summary>
    internal static RazorComponentResult<MovedStream> Done(CurrentPage page, StageChange change, string text) => UiEndpoints.Stream<MovedStream>(new
    {
        Text = page.Locale.T(text, ("deal", change.DealName), ("stage", change.StageName)),
        UndoUrl = $"/deals/{change.DealId}/step-back",
        UndoFields = (IEnumerable<(string, object?)>)[("stayId", change.StayId)],
    });
}

/// <summary>The parameters of a board in its address; what is none is left out, for addresses are passed on and cut off.</summary>
internal readonly record struct BoardAddress(string? Pipeline, string? View, string? Owner, string? Team, string? Close, string? Sort)
{
    public BoardRequest Request => new(Id(Pipeline), View is BoardViews.Mine or BoardViews.Rotting or BoardViews.Closing ? View : null, Id(Owner), Id(Team),
        Close is not null && ClosePeriods.Filters.ContainsKey(Close) ? Close : null, Sort is not null && BoardSorts.Orders.ContainsKey(Sort) ? Sort : null);

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
