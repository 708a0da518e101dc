using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Tandem.Platform.Hosting;

/// <summary>
/// Gives the span that ASP.NET Core begins for a request the names that the OpenTelemetry conventions ask for. The route, never the path with its ids,
/// and no query: those can hold personal data.
/// See https://opentelemetry.io/docs/specs/semconv/http/http-spans/.
/// </summary>
internal sealed class RequestTelemetry(RequestDelegate next, Foreground foreground)
{
    public Task Invoke(HttpContext http)
    {
        foreground.Count();
        var activity = http.Features.Get<IHttpActivityFeature>()?.Activity;
        return activity is { IsAllDataRequested: true } ? Traced(http, activity) : next(http);
    }

    private async Task Traced(HttpContext http, Activity activity)
    {
        activity.SetTag("http.request.method", http.Request.Method);
        activity.SetTag("url.scheme", http.Request.Scheme);
        activity.SetTag("server.address", http.Request.Host.Host);
        try
        {
            await next(http);
        }
        finally
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            activity.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
            if (route is not null) activity.SetTag("http.route", route);
            activity.SetTag("http.response.status_code", http.Response.StatusCode);
            if (http.Response.StatusCode >= 500) activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
