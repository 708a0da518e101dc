using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Api;

namespace Tandem.Platform.Records.Merging;

/// <summary>
/// Leads the addresses of records that were merged away to their survivor: what is read is answered 303 with the survivor's address, a change is
/// answered 409 with <c>mergedInto</c>, because whoever wants to change it has not seen what is there. An actor who may not see the survivor hears nothing.
/// </summary>
internal sealed class ServeAliases(TextCatalog texts) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not RecordNotFound || !Ids.TryParse(httpContext.Features.Get<IExceptionHandlerFeature>()?.RouteValues?["id"] as string, out var id) || httpContext.Features.Get<Actor>() is not { } actor) return false;
        if (await Visible(httpContext, actor, id, cancellationToken) is not { } survivor) return false;
        var path = Led(httpContext.Request.Path.Value!, id, survivor);
        var isApi = httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        var reads = HttpMethods.IsGet(httpContext.Request.Method) || HttpMethods.IsHead(httpContext.Request.Method);
        var problem = Problems.Plain(reads ? StatusCodes.Status303SeeOther : StatusCodes.Status409Conflict, ApiRefusals.MergedAway, texts.For("en"));
        problem.Extensions["mergedInto"] = survivor;
        if (reads || !isApi) httpContext.Response.Headers.Location = reads ? path + httpContext.Request.QueryString : path[..(path.IndexOf(survivor.ToString(), StringComparison.Ordinal) + 36)];
        if (isApi) await Problems.Write(httpContext, problem, cancellationToken);
        else httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        return true;
    }

    private static async Task<Guid?> Visible(HttpContext http, Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = http.RequestServices.GetRequiredService<Crm>().Open(actor);
        return await Aliases.Survivor(db, id, stop) is { } survivor && await db.RecordEntries.VisibleTo(actor, db).AnyAsync(entry => entry.RecordId == survivor, stop) ? survivor : null;
    }

    /// <summary>The same address with the survivor's id in place of the other.</summary>
    private static string Led(string path, Guid id, Guid survivor) =>
        string.Join('/', path.Split('/').Select(part => Guid.TryParse(part, out var one) && one == id ? survivor.ToString() : part));
}
