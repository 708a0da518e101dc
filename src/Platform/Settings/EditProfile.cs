using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Records;

namespace Tandem.Platform.Settings;

/// <summary>One's own name and choices; null follows the workspace.</summary>
public sealed class EditProfile(Crm crm)
{
    public sealed record Request(string Name, string? Language, string? Calendar, string? TimeZone, string? Theme, bool Shortcuts);

    public Task Run(Actor actor, Request request, CancellationToken stop) => Change(actor, user =>
    {
        user.Rename(request.Name);
        user.Language = LanguageOf(request.Language);
        user.Calendar = request.Calendar is null or "gregorian" or "jalali" ? request.Calendar : throw Refused.On("calendar", SettingsRefusals.UnknownCalendar);
        user.TimeZone = request.TimeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(request.TimeZone, out _) ? request.TimeZone : throw Refused.On("timeZone", SettingsRefusals.UnknownTimeZone);
        user.Theme = ThemeOf(request.Theme);
        user.Shortcuts = request.Shortcuts;
    }, stop);

    /// <param name="actor">Whose.</param>
    /// <param name="theme">light, dark or auto.</param>
    public Task SetTheme(Actor actor, string theme, CancellationToken stop) => Change(actor, user => user.Theme = ThemeOf(theme), stop);

    public Task SetLanguage(Actor actor, string language, CancellationToken stop) => Change(actor, user => user.Language = LanguageOf(language), stop);

    private static string? LanguageOf(string? code) => code is null || Languages.All.Any(language => language.Code == code) ? code : throw Refused.On("language", SettingsRefusals.UnknownLanguage);

    private static string? ThemeOf(string? theme) => theme is null or "light" or "dark" or "auto" ? theme : throw Refused.On("theme", SettingsRefusals.UnknownTheme);

    private async Task Change(Actor actor, Action<User> change, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        change(await db.Users.FirstOrDefaultAsync(user => user.Id == actor.UserId, stop) ?? throw new RecordNotFound());
        await db.SaveChangesAsync(stop);
    }
}
