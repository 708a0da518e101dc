using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Webhooks;

/// <summary>What someone asks a webhook to be.</summary>
/// <param name="Url">Where it calls.</param>
/// <param name="Types">Keys of the record types it tells of; none for all.</param>
/// <param name="Events">Kinds of changes it tells of; none for all.</param>
/// <param name="Filter">In the filter language, where it is about one type.</param>
/// <param name="Role">With whose rights it sees.</param>
/// <param name="TeamId">Whose records count as the team's.</param>
public sealed record WebhookWish(string Name, string Url, IReadOnlyList<string> Types, IReadOnlyList<string> Events, string? Filter, Role Role, Guid? TeamId);

/// <summary>
/// Calls another program's address when records change. It sees with a role and a team, like an API key, and tells nothing that they may not see.
/// </summary>
public sealed class Webhook : Record
{
    public const int MaxNameLength = 200;
    public const int MaxUrlLength = 2000;
    public const int MaxEventLength = 60;

    /// <summary>Every webhook looks at every change.</summary>
    public const int MostOfWorkspace = 50;

    /// <summary>The secret before the last change of it signs along for so long, so that receivers can be changed one after the other.</summary>
    public static readonly TimeSpan OldSecretSigns = TimeSpan.FromHours(24);

    /// <summary>A receiver that took nothing for so long is called no more until somebody says so.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>So many failures in a row, and the receiver is left alone for a while.</summary>
    private const int FailuresBeforeRest = 3;

    private Webhook()
    {
    }

    public Webhook(WebhookWish wish, string secretProtected)
    {
        SecretProtected = secretProtected;
        Become(wish);
    }

    public string Name { get; private set; } = "";

    public string Url { get; private set; } = "";

    public List<string> Types { get; private set; } = [];

    public List<string> Events { get; private set; } = [];

    public string? Filter { get; private set; }

    public Role Role { get; private set; }

    public Guid? TeamId { get; private set; }

    /// <summary>Encrypted with the workspace's keys.</summary>
    public string SecretProtected { get; private set; } = "";

    public string? OldSecretProtected { get; private set; }

    public DateTimeOffset? OldSecretUntil { get; private set; }

    /// <summary>Switched off by somebody.</summary>
    public bool Paused { get; private set; }

    /// <summary>Why it stopped by itself: one of <see cref="WebhookStops"/>.</summary>
    public string? StoppedBecause { get; private set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Since when nothing got through.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>The receiver is left alone until then.</summary>
    public DateTimeOffset? RestsUntil { get; private set; }

    public bool IsOn => !Paused && StoppedBecause is null;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Webhook>(webhook =>
        {
            webhook.ToTable("webhooks");
            webhook.Property(w => w.Name).HasMaxLength(MaxNameLength);
            webhook.Property(w => w.Url).HasMaxLength(MaxUrlLength);
            webhook.Property(w => w.Types).AsJson();
            webhook.Property(w => w.Events).AsJson();
            webhook.Property(w => w.Role).HasConversion<string>().HasMaxLength(20);
            webhook.Property(w => w.StoppedBecause).HasMaxLength(40);
            foreach (var hidden in (string[])[nameof(SecretProtected), nameof(OldSecretProtected), nameof(OldSecretUntil), nameof(Failures), nameof(FailingSince), nameof(RestsUntil)])
                webhook.Metadata.FindProperty(hidden)!.SetAnnotation(ModelConventions.Derived, true);
        });
        model.Entity<WebhookDelivery>(delivery =>
        {
            delivery.ToTable("webhook_deliveries");
            delivery.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
            delivery.Property(d => d.Event).HasMaxLength(130);
            delivery.Property(d => d.RecordType).HasMaxLength(60);
            delivery.Property(d => d.Error).HasMaxLength(40);
            // A turn of sending moves it on: whoever lost his turn meanwhile does not write over the next one's.
            delivery.Property(d => d.DueAt).IsConcurrencyToken();
            delivery.HasIndex(d => new { d.WebhookId, d.State, d.DueAt });
            delivery.HasIndex(d => new { d.WebhookId, d.Sequence }).IsUnique();
            delivery.HasIndex(d => d.QueuedAt);
        });
    }

    public void Become(WebhookWish wish)
    {
        (Name, Url, Role, TeamId) = (wish.Name.Trim(), wish.Url.Trim(), wish.Role, wish.TeamId);
        Filter = string.IsNullOrWhiteSpace(wish.Filter) ? null : wish.Filter.Trim();
        Types = [.. wish.Types];
        Events = [.. wish.Events];
    }

    /// <summary>Signs with a new secret from now on, and with the old one as well for a day.</summary>
    public void ChangeSecret(string secretProtected, DateTimeOffset now) =>
        (OldSecretProtected, OldSecretUntil, SecretProtected) = (SecretProtected, now + OldSecretSigns, secretProtected);

    public void Pause() => Paused = true;

    /// <summary>Goes on, also after it had stopped by itself.</summary>
    public void Resume()
    {
        (Paused, StoppedBecause) = (false, null);
        Answered();
    }

    internal bool Wants(string type, string kind) => (Types.Count == 0 || Types.Contains(type)) && (Events.Count == 0 || Events.Contains(kind));

    internal bool Rests(DateTimeOffset now) => RestsUntil > now;

    internal void Answered() => (Failures, FailingSince, RestsUntil) = (0, null, null);

    /// <param name="now">When.</param>
    /// <param name="answers">Whether the receiver is there, and only did not want these messages: then it is not left alone.</param>
    internal void NotReached(DateTimeOffset now, bool answers)
    {
        FailingSince ??= now;
        if (answers) return;
        Failures++;
        if (Failures < FailuresBeforeRest) return;
        // Half a minute, then twice as long each time, up to ten minutes.
        RestsUntil = now + TimeSpan.FromSeconds(Math.Min(600, 30 * Math.Pow(2, Math.Min(10, Failures - FailuresBeforeRest))));
    }

    internal void Stop(string because) => StoppedBecause = because;
}

/// <summary>Why a webhook stopped by itself.</summary>
public static class WebhookStops
{
    /// <summary>The receiver answered 410: it wants no more.</summary>
    public const string Gone = "gone";

    /// <summary>Nothing got through for three days.</summary>
    public const string Unreachable = "unreachable";
}

public static class WebhookRefusals
{
    public const string BadUrl = "webhook.bad-url";
    public const string NeedsHttps = "webhook.needs-https";
    public const string PrivateAddress = "webhook.private-address";
    public const string UnknownType = "webhook.unknown-type";
    public const string UnknownEvent = "webhook.unknown-event";
    public const string FilterNeedsOneType = "webhook.filter-needs-one-type";
    public const string BadFilter = "webhook.bad-filter";
    public const string TooMany = "webhook.too-many";
    public const string StillWaiting = "webhook.still-waiting";
}
