using Microsoft.AspNetCore.Http;
using Tandem.Core.Localization;

namespace Tandem.Platform.Api;

/// <summary>Gives answers that the framework makes without a body (unknown address, wrong method, wrong content type) the form of a problem document.</summary>
internal sealed class ApiStatus(RequestDelegate next, TextCatalog texts)
{
    public async Task Invoke(HttpContext http)
    {
        await next(http);
        var response = http.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null || response.ContentLength > 0) return;
        await Problems.Write(http, Problems.Plain(response.StatusCode, Problems.CodeOf(response.StatusCode), texts.For("en")), http.RequestAborted);
    }
}
