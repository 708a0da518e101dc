using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Data;
using Tandem.Platform.Mail;
using Tandem.Platform.Navigation;
using Tandem.Platform.Pages;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Access;

/// <summary>Sign-in, set-up and the settings that the platform itself has.</summary>
internal sealed class AccessModule : Module
{
    public override IEnumerable<SettingsEntry> Settings =>
    [
        new(SettingsGroup.Workspace, 10, "settings.workspace", "building-2", "/settings/workspace"),
        new(SettingsGroup.Workspace, 20, "settings.users", "users", "/settings/users"),
        new(SettingsGroup.Workspace, 30, "settings.teams", "network", "/settings/teams"),
        new(SettingsGroup.Workspace, 40, "settings.roles", "shield-check", "/settings/roles"),
        new(SettingsGroup.Workspace, 45, "settings.fields", "database", "/settings/fields"),
        new(SettingsGroup.Workspace, 50, "settings.region", "languages", "/settings/region"),
        new(SettingsGroup.Workspace, 60, "settings.currency", "coins", "/settings/currency"),
        new(SettingsGroup.Workspace, 70, "settings.fiscal-year", "calendar-days", "/settings/fiscal-year"),
        new(SettingsGroup.System, 10, "settings.mail", "mail", "/settings/mail"),
        new(SettingsGroup.System, 20, "settings.api-keys", "key-round", "/settings/api-keys"),
        new(SettingsGroup.System, 25, "settings.webhooks", "webhook", "/settings/webhooks"),
        new(SettingsGroup.Personal, 10, "settings.profile", "circle-user", "/settings/profile", Administrators: false),
        new(SettingsGroup.Personal, 20, "settings.password", "lock-keyhole", "/settings/password", Administrators: false),
    ];

    public override IEnumerable<ChecklistStep> ChecklistSteps =>
    [
        new(ChecklistStep.Profile, 10, "building-2", "/settings/workspace"),
        new(ChecklistStep.Currency, 20, "coins", "/settings/currency", (db, stop) => db.Set<ExchangeRate>().AnyAsync(stop)),
        new(ChecklistStep.Users, 30, "users", "/settings/users", async (db, stop) => await db.Users.CountAsync(user => user.Active && user.Email != null, stop) > 1),
        new(ChecklistStep.Mail, 50, "mail", "/settings/mail", (db, stop) => db.Set<Workspace>().AnyAsync(one => one.SmtpHost != null, stop)),
        new(ChecklistStep.Records, 60, "file-up", "/import", SetUpChecklistQuery.HasRecords),
        new(ChecklistStep.ApiKey, 70, "key-round", "/settings/api-keys", (db, stop) => db.Set<ApiKey>().AnyAsync(key => key.DeletedAt == null, stop), Optional: true),
    ];

    public override IEnumerable<HomeCard> HomeCards => [new(typeof(SetUpChecklist), 0, actor => actor.IsAdministrator)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<PasswordLinks>().AddSingleton<SignInLimits>().AddSingleton<MailServers>().AddSingleton<MailSender>();
        services.AddScoped<IUserClaimsPrincipalFactory<User>, SessionPrincipals>().AddScoped<Sessions>();
        services.AddScoped<SignInAttempts>().AddScoped<SignIn>().AddScoped<NewPasswords>().AddScoped<ChoosePassword>().AddScoped<ChangeOwnPassword>().AddScoped<MailNewPassword>();
        services.AddScoped<EditUser>().AddScoped<DeactivateUser>().AddScoped<LinkPassword>().AddScoped<EditTeam>().AddScoped<RemoveTeam>();
        services.AddScoped<SetRoleGrants>().AddScoped<RevokeApiKey>();
        services.AddScoped<SetUpWorkspace>().AddScoped<EditWorkspace>().AddScoped<EditRates>().AddScoped<EditProfile>().AddScoped<SetMailServer>();
        services.AddScoped<UserPages>().AddScoped<TeamPages>().AddScoped<SetUpChecklistQuery>();
        // The gate compares the security stamp on every request: sessions end at once, and nothing is read before the workspace is known.
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie => cookie.Events.OnValidatePrincipal = _ => Task.CompletedTask);
    }

    public override void MapModel(ModelBuilder model)
    {
        model.Entity<SignInAttempt>(attempt =>
        {
            attempt.ToTable("sign_in_attempts");
            attempt.HasKey(a => a.Account);
            attempt.HasIndex(a => a.LastAt);
        });
        model.Entity<ApiKey>().Property(key => key.Hash).IsDerived();
        model.Entity<ApiKey>().Property(key => key.LastUsedAt).IsDerived();
        model.Entity<Workspace>().Property(workspace => workspace.SmtpPasswordProtected).IsDerived();
    }

    public override void MapPages(RouteGroupBuilder pages)
    {
        var settings = pages.MapGroup("/settings");
        SettingsIndex.Map(settings);
        ProfilePages.Map(settings);
        var administration = settings.MapGroup("").ForAdministrators();
        WorkspacePages.Map(administration);
        CurrencyPages.Map(administration);
        MailPages.Map(administration);
        UserPages.Map(administration);
        TeamPages.Map(administration);
        RolePages.Map(administration);
        ApiKeyPages.Map(administration);
        SetUpChecklistPages.Map(administration);
        Fields.Pages.FieldPages.Map(administration);
        CustomRecords.TypePages.Map(administration);
        Webhooks.Pages.WebhookPages.Map(administration);
    }

    public override void MapApi(RouteGroupBuilder api)
    {
        UserEndpoints.Map(api.MapGroup("users").WithTags("users"));
        TeamEndpoints.Map(api.MapGroup("teams").WithTags("teams"));
        WorkspaceEndpoints.Map(api.MapGroup("workspace").WithTags("workspace"));
    }

    public override void MapOpenPages(RouteGroupBuilder pages)
    {
        SignInPages.Map(pages);
        SetUpPages.Map(pages);
        PreferencePages.Map(pages);
    }
}
