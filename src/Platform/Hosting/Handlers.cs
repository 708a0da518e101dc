using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

#pragma warning disable IDE0130 // In the namespace around every module: there it comes before the framework's methods of the same names.
namespace Tandem;
#pragma warning restore IDE0130

/// <summary>
/// Maps handlers as the framework does, but compiles one when it is first asked. The framework compiles the hundreds of them before it answers
/// the first request, which takes seconds of the processor; most starts ask for a few. What a handler takes is looked at when it is mapped, as ever.
/// </summary>
public static class Handlers
{
    private static readonly string[] Get = [HttpMethods.Get], Post = [HttpMethods.Post], Put = [HttpMethods.Put], Patch = [HttpMethods.Patch], Delete = [HttpMethods.Delete];

    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) => Map(routes, pattern, handler, Get);

    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) => Map(routes, pattern, handler, Post);

    public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) => Map(routes, pattern, handler, Put);

    public static RouteHandlerBuilder MapPatch(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) => Map(routes, pattern, handler, Patch);

    public static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) => Map(routes, pattern, handler, Delete);

    /// <summary>Whether an endpoint waits with its compilation.</summary>
    public static bool IsCompiledLater(Endpoint endpoint) => endpoint.RequestDelegate?.Target is Handler;

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string pattern, Delegate handler, string[] methods) =>
        RouteHandlerServices.Map(routes, pattern, handler, methods, RequestDelegateFactory.InferMetadata, (of, options, metadata) =>
            new RequestDelegateResult(new Handler(() => RequestDelegateFactory.Create(of, options, metadata).RequestDelegate).Answer, options.EndpointBuilder?.Metadata.AsReadOnly() ?? []));

    private sealed class Handler(Func<RequestDelegate> compile)
    {
        private readonly Lazy<RequestDelegate> compiled = new(compile);

        public Task Answer(HttpContext http) => compiled.Value(http);
    }
}
