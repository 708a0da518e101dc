using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Api;

namespace Tandem.Platform.Live;

/// <summary>
/// The stream that open pages listen to (server-sent events): <c>refresh</c> with a topic as its data, each topic once a second at most.
/// It holds no database connection and ends when the application stops.
/// </summary>
internal sealed class LiveUpdates(IHostApplicationLifetime application, TimeProvider clock)
{
    public const int MaxTopics = 100;
    public const int MaxTopicLength = 80;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(25);
    private static readonly ReadOnlyMemory<byte> Comment = ": \n\n"u8.ToArray();

    private readonly ConditionalWeakTable<WorkspaceDatabase, LiveHub> hubs = [];

    public static void Map(RouteGroupBuilder pages) => pages.MapGet("/live", (HttpContext http, Actor actor, CurrentWorkspace workspace, LiveUpdates live, string? topics) =>
        live.Stream(http, workspace.Database, Topics(topics)));

    private async Task Stream(HttpContext http, WorkspaceDatabase home, IReadOnlyList<string> topics)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, application.ApplicationStopping);
        using var subscription = hubs.GetValue(home, one => new LiveHub(one)).Subscribe(topics);
        var stop = ended.Token;
        try
        {
            await http.Response.Body.WriteAsync(Comment, stop);
            await http.Response.Body.FlushAsync(stop);
            while (true)
            {
                if (await subscription.Wait(Heartbeat, stop))
                {
                    foreach (var topic in subscription.Take()) await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: refresh\ndata: {topic}\n\n"), stop);
                    await http.Response.Body.FlushAsync(stop);
                    await Task.Delay(Pause, clock, stop);
                }
                else
                {
                    await http.Response.Body.WriteAsync(Comment, stop);
                    await http.Response.Body.FlushAsync(stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or the application ends.
        }
    }

    private static string[] Topics(string? text)
    {
        var topics = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToArray();
        var clean = topics.All(topic => topic.Length <= MaxTopicLength && topic.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '.'));
        return topics.Length is > 0 and <= MaxTopics && clean ? topics : throw Refused.On("topics", ApiRefusals.Malformed);
    }
}
