using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;

namespace Tandem.Platform.Api;

/// <summary>The one place where what went wrong becomes HTTP: problem documents (RFC 9457) with a stable <c>code</c>, and a pointer for fields.</summary>
public sealed class Problems(TextCatalog texts, ILogger<Problems> log) : IExceptionHandler
{
    private static readonly HashSet<string> Malformed = new(StringComparer.Ordinal)
    {
        RecordRefusals.WrongType, RecordRefusals.UnknownField, ApiRefusals.Malformed, ApiRefusals.UnknownSort, ApiRefusals.BadLimit, ApiRefusals.IdempotencyKeyTooLong, ApiRefusals.UnknownMatchKey, ApiRefusals.TooManyRows, ApiRefusals.BadWait, ApiRefusals.UnknownRecordType,
    };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;
        var page = httpContext.RequestServices.GetRequiredService<CurrentPage>();
        var seen = page.IsServed && ErrorPages.IsAskedBy(httpContext.Request);
        var problem = Of(exception, seen ? page.Locale.Texts : texts.For("en"));
        if (problem.Status >= 500) log.LogError(exception, "{Method} {Path} failed, reference {Reference}", httpContext.Request.Method, httpContext.Request.Path, httpContext.TraceIdentifier);
        if (!seen || !await Shown(httpContext, page, problem)) await Write(httpContext, problem, cancellationToken);
        return true;
    }

    /// <summary>The page of an error needs what every page needs; where that is what failed, the document says it in plain.</summary>
    private async Task<bool> Shown(HttpContext http, CurrentPage page, ProblemDetails problem)
    {
        try
        {
            await ErrorPages.Show(http, page, problem);
            return true;
        }
        catch (Exception second) when (!http.Response.HasStarted && second is not OperationCanceledException)
        {
            log.LogError(second, "The error page of {Path} failed", http.Request.Path);
            http.Response.Clear();
            return false;
        }
    }

    public static async Task Write(HttpContext http, ProblemDetails problem, CancellationToken stop)
    {
        http.Response.StatusCode = problem.Status ?? 500;
        await http.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", stop);
    }

    public static ProblemDetails Of(Exception exception, Texts texts) => exception switch
    {
        Refused refused => OfRefusal(refused, texts),
        RecordNotFound => Plain(404, ApiRefusals.NotFound, texts),
        VersionRequired => Plain(428, ApiRefusals.VersionRequired, texts),
        VersionChanged => Plain(409, ApiRefusals.VersionChanged, texts),
        AlreadyApplied => Plain(409, ApiRefusals.AlreadyApplied, texts),
        Core.Filters.FilterError error => OfFilter(error, texts),
        BadHttpRequestException bad => Plain(bad.StatusCode, CodeOf(bad.StatusCode), texts),
        System.Text.Json.JsonException => Plain(400, ApiRefusals.Malformed, texts),
        _ when IsUnreadable(exception) => Plain(400, ApiRefusals.Malformed, texts),
        _ => Plain(500, ApiRefusals.Unexpected, texts),
    };

    /// <summary>
    /// A body that only shows while it is read that it cannot be: JSON with half a surrogate pair or with bytes that are no UTF-8, a form that
    /// is cut off, text with a NUL, which PostgreSQL does not take (22021).
    /// </summary>
    private static bool IsUnreadable(Exception exception) => exception switch
    {
        InvalidOperationException { Source: "System.Text.Json" or "System.Text.Json.Rethrowable" } => true,
        IOException or InvalidDataException => exception.Source is "Microsoft.AspNetCore.WebUtilities" or "Microsoft.AspNetCore.Http",
        _ => (exception as Npgsql.PostgresException ?? exception.InnerException as Npgsql.PostgresException)?.SqlState == Npgsql.PostgresErrorCodes.CharacterNotInRepertoire,
    };

    /// <summary>The code of an answer that only has a status.</summary>
    public static string CodeOf(int status) => status switch
    {
        401 => ApiRefusals.KeyRequired,
        404 => ApiRefusals.NotFound,
        405 => ApiRefusals.MethodNotAllowed,
        413 => ApiRefusals.TooLarge,
        415 => ApiRefusals.UnsupportedType,
        429 => ApiRefusals.TooManyRequests,
        >= 500 => ApiRefusals.Unexpected,
        _ => ApiRefusals.Malformed,
    };

    public static ProblemDetails Plain(int status, string code, Texts texts, params ReadOnlySpan<(string, object?)> args) => new()
    {
        Status = status, Type = "about:blank", Title = texts.Get("refused." + code, args), Extensions = { ["code"] = code },
    };

    private static ProblemDetails OfRefusal(Refused refused, Texts texts)
    {
        var status = refused.Code.StartsWith("access.", StringComparison.Ordinal) ? 403 : refused.Code == ApiRefusals.CursorTooOld ? 410 : Malformed.Contains(refused.Code) ? 400 : 422;
        var problem = Plain(status, refused.Code, texts, [.. refused.Args]);
        if (refused.Field is not null)
        {
            problem.Extensions["errors"] = refused.All.Where(one => one.Field is not null).Select(one => new
            {
                pointer = "#/" + one.Field, code = one.Code, detail = texts.Get("refused." + one.Code, [.. one.Args]),
            });
        }

        return problem;
    }

    private static ProblemDetails OfFilter(Core.Filters.FilterError error, Texts texts)
    {
        var problem = Plain(400, ApiRefusals.BadFilter, texts);
        problem.Detail = texts.Get(error.Key, [.. error.Args]);
        problem.Extensions["position"] = error.Position;
        problem.Extensions["length"] = error.Length;
        if (error.Suggestion is not null) problem.Extensions["suggestion"] = error.Suggestion;
        return problem;
    }
}

/// <summary>Refusals of the API itself.</summary>
public static class ApiRefusals
{
    public const string NotFound = "api.not-found";
    public const string VersionChanged = "api.version-changed";
    public const string VersionRequired = "api.version-required";
    public const string Malformed = "api.malformed";
    public const string TooLarge = "api.too-large";
    public const string Unexpected = "api.unexpected";
    public const string BadFilter = "api.bad-filter";
    public const string UnknownSort = "api.unknown-sort";
    public const string BadLimit = "api.bad-limit";
    public const string KeyRequired = "api.key-required";
    public const string MethodNotAllowed = "api.method-not-allowed";
    public const string UnsupportedType = "api.unsupported-type";
    public const string TooManyRequests = "api.too-many-requests";
    public const string IdempotencyKeyReused = "api.idempotency-key-reused";
    public const string IdempotencyKeyTooLong = "api.idempotency-key-too-long";
    public const string AlreadyApplied = "api.already-applied";
    public const string UnknownMatchKey = "api.unknown-match-key";
    public const string AmbiguousMatch = "api.ambiguous-match";
    public const string Conflict = "api.conflict";
    public const string TooManyRows = "api.too-many-rows";
    public const string BadWait = "api.bad-wait";
    public const string UnknownRecordType = "api.unknown-record-type";
    public const string CursorTooOld = "api.cursor-too-old";
    public const string MergedAway = "api.merged-away";
}
