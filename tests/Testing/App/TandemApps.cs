using System.Collections.Concurrent;
using Tandem.Platform.Data;

namespace Tandem.Testing.App;

/// <summary>One program per database engine for the tests of a class (<c>IClassFixture</c>) that do not disturb each other; started when first asked for.</summary>
public sealed class TandemApps : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DatabaseEngine, Lazy<Task<TandemApp>>> apps = new();

    public Task<TandemApp> On(DatabaseEngine engine) => apps.GetOrAdd(engine, one => new Lazy<Task<TandemApp>>(() => TandemApp.Start(one))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps.Values) await (await app.Value).DisposeAsync();
    }
}
