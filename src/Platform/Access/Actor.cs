using Microsoft.AspNetCore.Http;
using Tandem.Core;

namespace Tandem.Platform.Access;

/// <summary>
/// Who does something: a user, an API key, or the system. It is passed to every use case and every query, never taken from the air.
/// </summary>
public sealed class Actor
{
    private readonly AccessRules rules;

    internal Actor(Guid? id, string name, Role role, Guid? teamId, IReadOnlySet<Guid> mates, AccessRules rules, Preferences? preferences = null)
    {
        Id = id;
        Name = name;
        Role = role;
        TeamId = teamId;
        Mates = mates;
        Preferences = preferences ?? Preferences.None;
        this.rules = rules;
    }

    /// <summary>The product itself: sees and may do everything, signs nothing.</summary>
    public static Actor System { get; } = new(null, "Tandem", Role.Administrator, null, new HashSet<Guid>(), AccessRules.Default);

    /// <summary>The user's or API key's id; null for the system.</summary>
    public Guid? Id { get; }

    public string Name { get; }

    public Role Role { get; }

    public Guid? TeamId { get; }

    /// <summary>Members of the actor's team and of the teams below it, the actor included.</summary>
    public IReadOnlySet<Guid> Mates { get; }

    /// <summary>The user's own choices.</summary>
    public Preferences Preferences { get; }

    /// <summary>An API key rather than a person: what it creates has no owner unless it says so.</summary>
    public bool IsProgram { get; init; }

    /// <summary>The person who acts; null for programs and the system.</summary>
    public Guid? UserId => IsProgram ? null : Id;

    public bool IsAdministrator => Role == Role.Administrator;

    /// <summary>Whether personal fields may leave in exports and feeds: not for those who only read.</summary>
    public bool MaySeePersonal => Role != Role.ReadOnly;

    public Grant GrantFor(string recordType) => IsAdministrator ? Grant.All : rules.For(Role, recordType);

    public bool Sees(string recordType) => GrantFor(recordType).See != Reach.None;

    public bool MayEditSome(string recordType) => GrantFor(recordType).Edit != Reach.None;

    /// <summary>Whether the actor may change a record with this owner.</summary>
    public bool MayEdit(string recordType, Guid? ownerId) => Covers(GrantFor(recordType).Edit, GrantFor(recordType).Unowned, ownerId);

    public bool MaySee(string recordType, Guid? ownerId) => Covers(GrantFor(recordType).See, GrantFor(recordType).Unowned, ownerId);

    /// <summary>Throws when the actor is not an administrator.</summary>
    public void DemandAdministrator()
    {
        if (!IsAdministrator) throw new Refused(AccessRefusals.AdministratorsOnly);
    }

    /// <summary>Endpoints take the actor as a parameter; <see cref="ActorGate"/> has found it.</summary>
    public static ValueTask<Actor?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Actor>());

    private bool Covers(Reach reach, bool unowned, Guid? ownerId) => reach switch
    {
        Reach.Everything => true,
        Reach.None => false,
        _ when ownerId is null => unowned,
        Reach.Own => ownerId == Id,
        _ => Mates.Contains(ownerId.Value) || ownerId == Id,
    };
}

/// <summary>What a user chose for themselves; null follows the workspace.</summary>
/// <param name="Theme">light, dark or auto.</param>
/// <param name="Shortcuts">Whether single letters act as shortcuts.</param>
public sealed record Preferences(string? Language, string? Calendar, string? TimeZone, string? Theme, bool Shortcuts)
{
    public static readonly Preferences None = new(null, null, null, null, true);
}

public static class AccessRefusals
{
    public const string AdministratorsOnly = "access.administrators-only";
    public const string NotYours = "access.not-yours";
    public const string LastAdministrator = "access.last-administrator";
    public const string EmailTaken = "access.email-taken";
    public const string PasswordTooWeak = "access.password-too-weak";
    public const string FormExpired = "access.form-expired";
    public const string TeamLoop = "access.team-loop";
    public const string WrongLogin = "sign-in.wrong";
    public const string LockedOut = "sign-in.locked-out";
    public const string TooManyAttempts = "sign-in.too-many-attempts";
    public const string LinkExpired = "sign-in.link-expired";
    public const string WrongPassword = "sign-in.wrong-password";
    public const string PasswordsDiffer = "sign-in.passwords-differ";
    public const string CannotSignIn = "user.cannot-sign-in";
    public const string NotYourself = "user.not-yourself";
    public const string EditBeyondSee = "role.edit-beyond-see";
}
