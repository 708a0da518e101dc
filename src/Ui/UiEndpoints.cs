using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Localization;

namespace Tandem.Ui;

/// <summary>What the components ask the server for.</summary>
public static class UiEndpoints
{
    /// <summary>Months of the date picker.</summary>
    public const string CalendarPath = "/ui/calendar";

    /// <summary>Content type of an answer of <see cref="TurboStream"/>s.</summary>
    public const string StreamContentType = "text/vnd.turbo-stream.html; charset=utf-8";

    /// <summary>Maps the fragments that the date picker asks for. They show no data and need no permission.</summary>
    public static IEndpointConventionBuilder MapUiEndpoints(this IEndpointRouteBuilder routes) => routes.MapGet(CalendarPath, Calendar);

    /// <summary>Whether the browser takes streams for this request: it was sent by Turbo.</summary>
    public static bool TakesStreams(this HttpRequest request) => request.Headers.Accept.ToString().Contains("text/vnd.turbo-stream.html", StringComparison.Ordinal);

    /// <summary>The id of the frame that asks, for <see cref="Screen.Frame"/>.</summary>
    public static string? AskingFrame(this HttpRequest request) => request.Headers["Turbo-Frame"].ToString() is { Length: > 0 } frame ? frame : null;

    /// <summary>An answer of streams: <see cref="ToastStream"/>, or a component of <see cref="TurboStream"/>s.</summary>
    public static RazorComponentResult<TStream> Stream<TStream>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TStream : Microsoft.AspNetCore.Components.IComponent =>
        new(parameters ?? new { }) { ContentType = StreamContentType, StatusCode = status, PreventStreamingRendering = true };

    private static Results<RazorComponentResult<CalendarMonth>, BadRequest> Calendar(
        Screen screen, string? calendar, int? year, int? month, DateOnly? selected, string? text)
    {
        var locale = screen.Locale;
        if (text is not null && locale.TryParseDate(text, out var typed)) selected = typed;
        var kind = Enum.TryParse<CalendarKind>(calendar, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : locale.Calendar;
        var firstDay = kind == locale.Calendar ? locale.Language.FirstDay : kind == CalendarKind.Jalali ? DayOfWeek.Saturday : DayOfWeek.Monday;
        if (year is { } y && month is { } m)
        {
            if (y is < 1200 or > 2400 || !kind.TryDate(y, m, 1, out _)) return TypedResults.BadRequest();
            return Show(MonthGrid.Of(kind, y, m, firstDay));
        }

        return Show(MonthGrid.Containing(selected ?? locale.Today, kind, firstDay));

        RazorComponentResult<CalendarMonth> Show(MonthGrid grid) => new(new { Grid = grid, Selected = selected });
    }
}
