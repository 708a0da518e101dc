using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Localization;

namespace Tandem.Platform.Settings;

/// <summary>
/// Makes the workspace and its first administrator, together with the defaults of the modules, in one transaction. It works once: whoever
/// comes second, from any node, is refused.
/// </summary>
public sealed class SetUpWorkspace(Crm crm, ILookupNormalizer normalizer, NewPasswords passwords, IEnumerable<ISetUpStep> steps)
{
    /// <param name="Name">Of the company.</param>
    /// <param name="Country">ISO 3166 alpha-2.</param>
    /// <param name="Language">en, fa, ru or vi.</param>
    /// <param name="Currency">ISO 4217; null for the country's.</param>
    /// <param name="TimeZone">IANA name; null for the country's.</param>
    /// <param name="Calendar">gregorian or jalali; null for the language's.</param>
    /// <param name="Address">Where people open it; null leaves links in mails to the address that the program listens on.</param>
    public sealed record Request(string Name, SellsTo SellsTo, string Country, string Language, string? Currency, string? TimeZone, string? Calendar, string? Address, FirstAdministrator Administrator);

    public sealed record FirstAdministrator(string Name, string Email, string Password, string Repeated);

    /// <summary>The administrator, who may be signed in.</summary>
    public async Task<User> Run(Request request, CancellationToken stop)
    {
        await using var db = crm.Open(Actor.System);
        await using var write = await db.BeginWrite(stop);
        var administrator = await Within(db, request, stop);
        await write.Commit(stop);
        return administrator;
    }

    /// <summary>The same in the caller's transaction.</summary>
    public async Task<User> Within(CrmDb db, Request request, CancellationToken stop)
    {
        if (await db.Set<Workspace>().AnyAsync(stop)) throw new Refused(SettingsRefusals.AlreadySetUp);
        var workspace = Make(request);
        db.Home.Language = workspace.Language; // texts that the steps add sort by its rules
        db.Add(workspace);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException race) when (race is not DbUpdateConcurrencyException)
        {
            // The one row has a fixed id: another node has just written it.
            throw new Refused(SettingsRefusals.AlreadySetUp);
        }

        var administrator = await Administrator(db, request.Administrator, stop);
        await db.SaveChangesAsync(stop);
        foreach (var step in steps)
        {
            await step.Run(db, workspace, stop);
            await db.SaveChangesAsync(stop);
        }

        return administrator;
    }

    private static Workspace Make(Request request)
    {
        var problems = new List<Refused>();
        var country = Countries.Find(request.Country);
        if (country is null) problems.Add(Refused.On("country", SettingsRefusals.UnknownCountry));
        if (string.IsNullOrWhiteSpace(request.Name)) problems.Add(Refused.On("name", RecordRefusals.RequiredField, ("field", "name")));
        if (string.IsNullOrWhiteSpace(request.Administrator.Name)) problems.Add(Refused.On("userName", RecordRefusals.RequiredField, ("field", "name")));
        if (!EmailAddresses.TryNormalise(request.Administrator.Email, out _)) problems.Add(Refused.On("email", RecordRefusals.WrongType, ("field", "email"), ("expected", "email")));
        Refused.ThrowAny(problems);
        var workspace = new Workspace(request.Name, request.Language, request.Currency ?? country!.Currency, "UTC", country!.Code) { SellsTo = request.SellsTo };
        workspace.SetLanguages(request.Language, [.. Core.Localization.Languages.All.Select(language => language.Code)]);
        workspace.SetTimeZone(request.TimeZone ?? country.TimeZone);
        if (request.Calendar is not null)
        {
            workspace.SetCalendar(request.Calendar);
            workspace.SetFiscalYear(request.Calendar, 1);
        }

        workspace.SetAddress(request.Address);
        return workspace;
    }

    private async Task<User> Administrator(CrmDb db, FirstAdministrator who, CancellationToken stop)
    {
        EmailAddresses.TryNormalise(who.Email, out var email);
        var normalised = normalizer.NormalizeEmail(email);
        if (await db.Users.AnyAsync(one => one.NormalizedEmail == normalised, stop)) throw Refused.On("email", AccessRefusals.EmailTaken, ("email", email));
        var user = new User(who.Name, null, Role.Administrator, teamId: null);
        user.SignInWith(email!, normalizer);
        await passwords.Set(user, who.Password, who.Repeated);
        db.Add(user);
        return user;
    }
}

/// <summary>What a module puts into a new workspace, such as a first pipeline. Registered as a service; runs in the transaction of the set-up.</summary>
public interface ISetUpStep
{
    /// <summary>Adds to the context; the set-up saves.</summary>
    Task Run(CrmDb db, Workspace workspace, CancellationToken stop);
}
