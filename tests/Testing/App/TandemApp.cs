using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Hosting;
using Tandem.Platform.Settings;
using Tandem.Platform.Workspaces;
using Tandem.Testing.Databases;

namespace Tandem.Testing.App;

/// <summary>The real program, served on a free loopback port from this process, with a database and a clock of its own.</summary>
public sealed class TandemApp : IAsyncDisposable
{
    private static readonly DatabaseTemplate Migrated = new("migrated", address => Fill(address, null));
    private static readonly DatabaseTemplate SetUp = new("set_up", address => Fill(address, DefaultWorkspace()));

    private readonly WebApplication app;
    private int people;

    private TandemApp(WebApplication app, TestDatabase database, TestClock clock, string dataFolder, LogOfTest log)
    {
        this.app = app;
        Database = database;
        Clock = clock;
        DataFolder = dataFolder;
        Log = log;
    }

    public TestDatabase Database { get; }

    public TestClock Clock { get; }

    public string DataFolder { get; }

    /// <summary>What the server logged.</summary>
    public LogOfTest Log { get; }

    public Uri Address => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    /// <summary>The default workspace.</summary>
    public WorkspaceDatabase Workspace { get; private set; } = null!;

    /// <summary>Starts the program. The workspace is set up (in English, EUR, UTC) unless a test of the set-up asks otherwise.</summary>
    public static async Task<TandemApp> Start(DatabaseEngine engine, bool setUp = true, TestClock? clock = null, ModuleSet? modules = null, Action<WebApplicationBuilder>? customise = null)
    {
        var database = await TestDatabase.Copy(setUp ? SetUp : Migrated, engine);
        clock ??= new TestClock(ticking: true);
        var folder = Scratch.Folder("files");
        var log = new LogOfTest();
        var options = new TandemOptions { DataFolder = folder, Database = database.Given, Urls = "http://127.0.0.1:0" };
        var built = Host.TandemApp.Build(options, clock, modules, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            // A test asks whether a password opens the door, not how long it takes to guess one.
            builder.Services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1_000);
            customise?.Invoke(builder);
        });
        var running = new TandemApp(built, database, clock, folder, log) { Workspace = await built.Services.GetRequiredService<WorkspaceRegistry>().Default() };
        await built.StartAsync();
        return running;
    }

    /// <summary>A context that writes in the actor's name; the system's without one.</summary>
    public CrmDb Open(Actor? actor = null) => Workspace.Open(actor ?? Actor.System);

    /// <summary>Runs a use case or a query as a job or a command would: with a scope of its own in the default workspace.</summary>
    public async Task<T> Run<TService, T>(Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Choose(Workspace);
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task<Team> AddTeam(string name, Team? below = null)
    {
        await using var db = Open();
        var team = new Team(name, below?.Id);
        db.Add(team);
        await db.SaveChangesAsync();
        return team;
    }

    /// <summary>Someone who can sign in. Their password is <see cref="TestPerson.Password"/>.</summary>
    public async Task<TestPerson> AddPerson(Role role, Team? team = null, string? name = null, string? language = null)
    {
        name ??= $"{role} {Interlocked.Increment(ref people)}";
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Choose(Workspace);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = new User(name, $"{name.Replace(' ', '.').ToLowerInvariant()}@tandem.example", role, team?.Id) { Language = language };
        var made = await users.CreateAsync(user, TestPerson.Password);
        if (!made.Succeeded) throw new InvalidOperationException(string.Join(", ", made.Errors.Select(error => error.Description)));
        return new(user, await Workspace.Actors.OfUser(user.Id, CancellationToken.None) ?? throw new InvalidOperationException("The new user is no actor."));
    }

    /// <summary>A program with a new API key of this role.</summary>
    public async Task<ApiClient> Api(Role role = Role.Administrator, Team? team = null)
    {
        var secret = await Run<MakeApiKey, string>(make => make.Run(Actor.System, new($"{role} program", role, team?.Id), CancellationToken.None));
        return new(Address, secret, await Workspace.Actors.OfApiKey(secret, CancellationToken.None) ?? throw new InvalidOperationException("The new key is no actor."));
    }

    /// <summary>The pages as someone new with this role sees them.</summary>
    public async Task<PageClient> SignedIn(Role role = Role.Administrator, Team? team = null) => await SignedIn(await AddPerson(role, team));

    /// <summary>The pages as this person sees them.</summary>
    public async Task<PageClient> SignedIn(TestPerson person) => PageClient.SignedIn(this, person, await SessionOf(person));

    /// <summary>The pages as someone sees them who has not signed in.</summary>
    public PageClient Visitor() => PageClient.SignedOut(this);

    /// <summary>The cookie that signing in would set: name and value.</summary>
    public async Task<(string Name, string Value)> SessionOf(TestPerson person)
    {
        var cookie = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var now = Clock.GetUtcNow();
        var ticket = new AuthenticationTicket(await Principal(person), new() { IsPersistent = true, IssuedUtc = now, ExpiresUtc = now + cookie.ExpireTimeSpan }, IdentityConstants.ApplicationScheme);
        return (cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await Database.DisposeAsync();
    }

    internal async Task<ClaimsPrincipal> Principal(TestPerson person)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Choose(Workspace);
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(person.User);
    }

    private static Workspace DefaultWorkspace() => new("Lattice Tools", "en", "EUR", "UTC", "DE") { Languages = ["en", "fa", "ru", "vi"] };

    private static async Task Fill(DatabaseAddress address, Workspace? settings)
    {
        await using var built = Host.TandemApp.Build(new() { DataFolder = Scratch.Folder("template"), Database = address.Engine == DatabaseEngine.Sqlite ? address.File : address.ConnectionString });
        var workspace = await built.Services.GetRequiredService<WorkspaceRegistry>().Default();
        if (settings is null) return;
        await using var db = workspace.Open(Actor.System);
        db.Add(settings);
        await db.SaveChangesAsync();
    }
}

/// <summary>Someone who can sign in.</summary>
/// <param name="User">Their account.</param>
/// <param name="Actor">Who they are to use cases and queries.</param>
public sealed record TestPerson(User User, Actor Actor)
{
    public const string Password = "correct horse battery";
}

/// <summary>Keeps what the server logs.</summary>
public sealed class LogOfTest : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<string> Lines => [.. lines.Select(line => line.Text)];

    /// <summary>Lines that say something went wrong.</summary>
    public IReadOnlyList<string> Errors => [.. lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Writer(LogOfTest log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.lines.Enqueue((logLevel, $"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}"));
    }
}
