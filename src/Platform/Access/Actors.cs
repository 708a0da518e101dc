using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Access;

/// <summary>
/// Who is who in a workspace, and its settings, kept in memory and forgotten when users, teams, keys, roles or settings change on any node.
/// </summary>
public sealed class Actors : IDisposable
{
    private static readonly HashSet<string> Concerned = new(StringComparer.Ordinal) { "user", "team", "api_key", "access", "workspace", "rates" };

    /// <summary>What is known is asked for again after this long even if nobody told of a change: a lost notification must not keep a door open.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);

    /// <summary>How exactly the last use of an API key is kept.</summary>
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(5);

    /// <summary>Another process may set the workspace up, and says so to nobody here.</summary>
    private static readonly TimeSpan SetUpNoticed = TimeSpan.FromSeconds(2);

    private readonly WorkspaceDatabase home;
    private readonly IDisposable listening;
    private Known known;

    public Actors(WorkspaceDatabase home)
    {
        this.home = home;
        listening = home.Signal.Listen((topics, _) =>
        {
            if (topics.Overlaps(Concerned)) known = new Known(home.Clock.GetUtcNow());
        });
        known = new Known(home.Clock.GetUtcNow());
    }

    private Known Current
    {
        get
        {
            var current = known;
            var now = home.Clock.GetUtcNow();
            return now - current.Since < Trusted ? current : known = new Known(now);
        }
    }

    /// <summary>The actor whom a browser's session names; null when they are inactive, or when the session is of another workspace or an earlier password.</summary>
    public async ValueTask<Actor?> OfSession(ClaimsPrincipal session, CancellationToken stop)
    {
        if (!Guid.TryParse(session.FindFirstValue(ClaimTypes.NameIdentifier), out var userId)) return null;
        if (session.FindFirstValue(SessionPrincipals.WorkspaceClaim) != home.Name) return null;
        var found = await Find(userId, stop);
        return found is not null && found.SecurityStamp == session.FindFirstValue(new ClaimsIdentityOptions().SecurityStampClaimType) ? found.Actor : null;
    }

    /// <summary>The actor of a signed-in user; null when inactive or gone.</summary>
    public async ValueTask<Actor?> OfUser(Guid userId, CancellationToken stop) => (await Find(userId, stop))?.Actor;

    private async ValueTask<KnownUser?> Find(Guid userId, CancellationToken stop)
    {
        var current = Current;
        if (current.Users.TryGetValue(userId, out var found)) return found;
        await using var db = home.Open(Actor.System);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId && u.Active && u.DeletedAt == null, stop);
        if (user is null) return null;
        var mates = await MatesOf(db, user.TeamId, stop);
        mates.Add(user.Id);
        var actor = new Actor(user.Id, user.Name, user.Role, user.TeamId, mates, await Rules(db, current, stop),
            new Preferences(user.Language, user.Calendar, user.TimeZone, user.Theme, user.Shortcuts));
        return current.Users[userId] = new KnownUser(actor, user.SecurityStamp);
    }

    /// <summary>The actor of an API key; null when there is no such key.</summary>
    public async ValueTask<Actor?> OfApiKey(string secret, CancellationToken stop)
    {
        var current = Current;
        if (current.Keys.TryGetValue(secret, out var actor)) return actor;
        var hash = ApiKey.HashOf(secret);
        await using var db = home.Open(Actor.System);
        var key = await db.Set<ApiKey>().FirstOrDefaultAsync(k => k.Hash == hash && k.DeletedAt == null, stop);
        if (key is null) return null;
        await NoteUse(db, key, stop);
        return current.Keys[secret] = await OfKey(db, current, key, stop);
    }

    /// <summary>The actor in whose name background work goes on: a user, an API key, or, without an id, the system; null when gone.</summary>
    public async ValueTask<Actor?> OfId(Guid? id, CancellationToken stop)
    {
        if (id is not { } known) return Actor.System;
        if (await OfUser(known, stop) is { } user) return user;
        await using var db = home.Open(Actor.System);
        var key = await db.Set<ApiKey>().AsNoTracking().FirstOrDefaultAsync(k => k.Id == known && k.DeletedAt == null, stop);
        return key is null ? null : await OfKey(db, Current, key, stop);
    }

    /// <summary>The settings as this process knows them; null before anyone asked.</summary>
    internal Workspace? KnownSettings => Current.Workspace?.Settings;

    /// <summary>The workspace's settings; null before set-up.</summary>
    public async ValueTask<Workspace?> Settings(CancellationToken stop)
    {
        var current = Current;
        if (current.Workspace is { } asked && (asked.Settings is not null || home.Clock.GetUtcNow() - asked.At < SetUpNoticed)) return asked.Settings;
        await using var db = home.Open(Actor.System);
        var workspace = await db.Set<Workspace>().AsNoTracking().FirstOrDefaultAsync(stop);
        current.Workspace = new KnownWorkspace(workspace, home.Clock.GetUtcNow());
        if (workspace is not null) home.Language = workspace.Language;
        return workspace;
    }

    public async ValueTask<ExchangeRates> Rates(CancellationToken stop)
    {
        var current = Current;
        if (current.Rates is not null) return current.Rates;
        var currency = (await Settings(stop))?.Currency ?? "EUR";
        await using var db = home.Open(Actor.System);
        return current.Rates = new ExchangeRates(currency, await db.Set<ExchangeRate>().AsNoTracking().ToListAsync(stop));
    }

    public void Dispose() => listening.Dispose();

    /// <summary>A program that the workspace itself lets act: a webhook, with a role and a team of its own.</summary>
    public async ValueTask<Actor> OfProgram(Guid id, string name, Role role, Guid? teamId, CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        return new Actor(id, name, role, teamId, await MatesOf(db, teamId, stop), await Rules(db, Current, stop)) { IsProgram = true };
    }

    private static async Task<Actor> OfKey(CrmDb db, Known current, ApiKey key, CancellationToken stop) =>
        new(key.Id, key.Name, key.Role, key.TeamId, await MatesOf(db, key.TeamId, stop), await Rules(db, current, stop)) { IsProgram = true };

    private static async Task<AccessRules> Rules(CrmDb db, Known current, CancellationToken stop) => current.Rules ??= new AccessRules(
        (await db.Set<RoleGrant>().AsNoTracking().ToListAsync(stop)).ToDictionary(g => (g.Role, g.RecordType), g => new Grant(g.See, g.Edit, g.Unowned)));

    private static async Task<HashSet<Guid>> MatesOf(CrmDb db, Guid? teamId, CancellationToken stop)
    {
        if (teamId is not { } own) return [];
        var parents = await db.Teams.AsNoTracking().Where(t => t.DeletedAt == null).Select(t => new { t.Id, t.ParentId }).ToListAsync(stop);
        var below = parents.ToLookup(t => t.ParentId, t => t.Id);
        var teams = new HashSet<Guid> { own };
        var open = new Queue<Guid>(teams);
        while (open.TryDequeue(out var team))
            foreach (var child in below[team].Where(teams.Add)) open.Enqueue(child);
        return [.. await db.Users.AsNoTracking().Where(u => u.TeamId != null && teams.Contains(u.TeamId.Value)).Select(u => u.Id).ToListAsync(stop)];
    }

    private async Task NoteUse(CrmDb db, ApiKey key, CancellationToken stop)
    {
        var now = home.Clock.GetUtcNow();
        if (key.LastUsedAt is { } last && now - last < UseNoted) return;
        key.LastUsedAt = now;
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (VersionChanged)
        {
            // Someone edits the key at this moment; its next use is noted.
        }
    }

    private sealed record KnownUser(Actor Actor, string? SecurityStamp);

    /// <summary>Also that a workspace is not set up yet is known.</summary>
    private sealed record KnownWorkspace(Workspace? Settings, DateTimeOffset At);

    private sealed class Known(DateTimeOffset since)
    {
        public DateTimeOffset Since { get; } = since;

        public ConcurrentDictionary<Guid, KnownUser> Users { get; } = new();

        public ConcurrentDictionary<string, Actor> Keys { get; } = new(StringComparer.Ordinal);

        public AccessRules? Rules { get; set; }

        public KnownWorkspace? Workspace { get; set; }

        public ExchangeRates? Rates { get; set; }
    }
}
