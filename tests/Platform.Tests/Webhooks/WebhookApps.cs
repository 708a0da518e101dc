using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Hosting;
using Tandem.Platform.Webhooks;

namespace Tandem.Platform.Tests.Webhooks;

/// <summary>One program per database that may call loopback addresses, and one receiver, for the tests of a class.</summary>
public sealed class WebhookApps : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DatabaseEngine, Lazy<Task<TandemApp>>> apps = new();
    private readonly Lazy<Task<Receiver>> receiver = new(static () => Webhooks.Receiver.Start());

    internal Task<Receiver> Receiver => receiver.Value;

    public Task<TandemApp> On(DatabaseEngine engine) => apps.GetOrAdd(engine, one => new Lazy<Task<TandemApp>>(() => Start(one))).Value;

    internal static Task<TandemApp> Start(DatabaseEngine engine) => TandemApp.Start(engine, customise: builder => builder.Services.AddSingleton(
        new WebhookNetworks(new TandemOptions { DataFolder = "", WebhookNetworks = [IPNetwork.Parse("127.0.0.0/8")] })));

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps.Values) await (await app.Value).DisposeAsync();
        if (receiver.IsValueCreated) await (await receiver.Value).DisposeAsync();
    }
}
