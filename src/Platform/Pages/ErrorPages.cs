using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tandem.Ui;

namespace Tandem.Platform.Pages;

/// <summary>What a page says instead of what was asked for.</summary>
/// <param name="Status">HTTP status; the heading and the icon follow from it.</param>
/// <param name="Text">Why, and what to do.</param>
/// <param name="Back">Where the reader came from; null leads home.</param>
/// <param name="Reference">Finds the line in the log; null for what is no fault of ours.</param>
public sealed record ErrorView(int Status, string Text, string? Back, string? Reference)
{
    /// <summary>Part of the text keys of the statuses that have words of their own.</summary>
    public string Kind => Status switch
    {
        403 => "forbidden",
        404 => "not-found",
        409 or 412 => "conflict",
        413 => "too-large",
        429 => "too-many",
        >= 500 => "failed",
        _ => "refused",
    };

    public string Icon => Status switch
    {
        403 => "lock-keyhole",
        404 => "circle-help",
        409 or 412 => "users",
        413 => "file",
        429 => "hourglass",
        >= 500 => "circle-alert",
        _ => "circle-x",
    };
}

/// <summary>Errors of pages: HTML with the same status and the same words as the problem document that a program gets.</summary>
internal static class ErrorPages
{
    /// <summary>Whether a person waits for the answer: a browser that shows HTML, and no script that reads problem documents.</summary>
    public static bool IsAskedBy(HttpRequest request)
    {
        var accepted = request.Headers.Accept.ToString();
        return !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && accepted.Contains("text/html", StringComparison.Ordinal) && !accepted.Contains("application/problem+json", StringComparison.Ordinal);
    }

    /// <summary>Answers with the page; a frame gets what belongs into it.</summary>
    public static async Task Show(HttpContext http, CurrentPage page, ProblemDetails problem)
    {
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        var back = LocalPath.Referrer(http.Request) is { } from && from != http.Request.Path + http.Request.QueryString ? from : null;
        var view = new ErrorView(status, problem.Title ?? "", back, status >= 500 ? http.TraceIdentifier : null);
        if (http.Request.AskingFrame() is not null) await Answer<ErrorFrame>(http, view);
        else if (page.Actor is not null) await Answer<ErrorPage>(http, view);
        else await Answer<OpenErrorPage>(http, view);
    }

    private static Task Answer<TPage>(HttpContext http, ErrorView view) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var result = new RazorComponentResult<TPage>(new { Model = view }) { StatusCode = view.Status, PreventStreamingRendering = true };
        return result.ExecuteAsync(http);
    }
}
