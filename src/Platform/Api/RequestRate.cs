using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Api;

/// <summary>How many requests each API key may make in a second; every answer says what is left, and one too many is answered 429.</summary>
internal sealed class RequestRate(RequestDelegate next, TandemOptions options, TimeProvider clock, TextCatalog texts)
{
    private readonly ConcurrentDictionary<Guid, Window> windows = new();
    private readonly int limit = options.ApiRequestsPerSecond;
    private readonly string limitText = options.ApiRequestsPerSecond.ToString(CultureInfo.InvariantCulture);

    public Task Invoke(HttpContext http)
    {
        if (http.Features.Get<Actor>() is not { Id: { } key }) return next(http);
        var left = limit - windows.GetOrAdd(key, static _ => new Window()).Count(clock.GetUtcNow().ToUnixTimeSeconds());
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = limitText;
        headers["RateLimit-Remaining"] = Math.Max(0, left).ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = "1";
        if (left >= 0) return next(http);
        headers.RetryAfter = "1";
        return Problems.Write(http, Problems.Plain(429, ApiRefusals.TooManyRequests, texts.For("en")), http.RequestAborted);
    }

    private sealed class Window
    {
        private readonly Lock gate = new();
        private long second;
        private int count;

        public int Count(long now)
        {
            lock (gate)
            {
                if (second != now) (second, count) = (now, 0);
                return ++count;
            }
        }
    }
}
