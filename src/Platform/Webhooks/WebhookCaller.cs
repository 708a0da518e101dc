using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Webhooks;

/// <summary>How a call ended.</summary>
/// <param name="Status">Null when there was no answer.</param>
/// <param name="Error">One of <see cref="CallErrors"/>; null when it was taken.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
internal sealed record CallOutcome(int? Status, string? Error, string? Answer, TimeSpan Took, TimeSpan? RetryAfter = null)
{
    public bool Taken => Error is null;
}

/// <summary>Why a call failed; each has a text <c>webhooks.error.CODE</c>.</summary>
internal static class CallErrors
{
    public const string Status = "status";
    public const string Gone = "gone";
    public const string Redirected = "redirected";
    public const string Timeout = "timeout";
    public const string UnknownHost = "unknown-host";
    public const string Unreachable = "unreachable";
    public const string NotEncrypted = "not-encrypted";
    public const string PrivateAddress = "private-address";
    public const string NoSecret = "no-secret";

    /// <summary>Not tried in time: the receiver was out of reach for all of its days.</summary>
    public const string Expired = "expired";
}

/// <summary>
/// Calls receivers. A name is looked up here and the connection goes to the address that was looked at, so that it cannot lead elsewhere a moment
/// later; it follows no redirects, uses no proxy, and reads no more of an answer than is shown.
/// </summary>
internal sealed class WebhookCaller : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait that a receiver may ask for.</summary>
    private static readonly TimeSpan MostRetryAfter = TimeSpan.FromHours(24);

    private readonly WebhookNetworks networks;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    public WebhookCaller(WebhookNetworks networks, TimeProvider clock)
    {
        this.networks = networks;
        this.clock = clock;
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = Connect, AllowAutoRedirect = false, UseProxy = false, UseCookies = false, MaxConnectionsPerServer = 32, MaxResponseHeadersLength = 16,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Tandem", ProductVersion.Text));
    }

    public async Task<CallOutcome> Call(Webhook webhook, WebhookDelivery delivery, IReadOnlyList<string> secrets, CancellationToken stop)
    {
        if (secrets.Count == 0) return new(null, CallErrors.NoSecret, null, TimeSpan.Zero);
        var started = Stopwatch.GetTimestamp();
        // Real time, whatever the clock of the product says: a receiver that hangs must not hold a lane.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Request(webhook, delivery, secrets);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var answer = await Beginning(response, patience.Token);
            return new CallOutcome((int)response.StatusCode, ErrorOf(response.StatusCode), answer, Stopwatch.GetElapsedTime(started), RetryAfter(response));
        }
        catch (Exception error) when (!stop.IsCancellationRequested && CodeOf(error) is not null)
        {
            return new CallOutcome(null, CodeOf(error), null, Stopwatch.GetElapsedTime(started));
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(Webhook webhook, WebhookDelivery delivery, IReadOnlyList<string> secrets)
    {
        var now = clock.GetUtcNow();
        var id = $"msg_{delivery.Id:n}";
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecrets.Sign(id, now, delivery.Body, secrets));
        return request;
    }

    private static string? ErrorOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => CallErrors.Redirected,
        410 => CallErrors.Gone,
        _ => CallErrors.Status,
    };

    private static async Task<string?> Beginning(HttpResponseMessage response, CancellationToken stop)
    {
        var buffer = new byte[WebhookDelivery.MaxAnswer];
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        // PostgreSQL takes no NUL in a text.
        return read == 0 ? null : Encoding.UTF8.GetString(buffer, 0, read).Replace('\0', ' ');
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - clock.GetUtcNow();
        return wait is { } asked && asked > TimeSpan.Zero ? asked < MostRetryAfter ? asked : MostRetryAfter : null;
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, networks.Allows)) throw new ForbiddenAddress();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string? CodeOf(Exception error) => error switch
    {
        OperationCanceledException => CallErrors.Timeout,
        ForbiddenAddress => CallErrors.PrivateAddress,
        AuthenticationException => CallErrors.NotEncrypted,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => CallErrors.UnknownHost,
        HttpRequestException { InnerException: { } inner } when CodeOf(inner) is { } code => code,
        HttpRequestException or SocketException or IOException => CallErrors.Unreachable,
        _ => null,
    };

    /// <summary>The name leads to an address that webhooks may not call.</summary>
    private sealed class ForbiddenAddress() : IOException("The address is private.");
}
