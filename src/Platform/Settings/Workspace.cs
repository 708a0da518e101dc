using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Platform.Settings;

/// <summary>To whom the workspace sells; orders navigation and defaults, never what is possible.</summary>
public enum SellsTo
{
    Both, Companies, People,
}

/// <summary>The one row of settings of a workspace.</summary>
public sealed class Workspace : Record
{
    /// <summary>The row's fixed id.</summary>
    public static readonly Guid OnlyId = new("00000000-0000-7000-8000-000000000001");

    private Workspace()
    {
    }

    public Workspace(string name, string language, string currency, string timeZone, string country)
    {
        Id = OnlyId;
        Rename(name);
        Language = language;
        Languages = [language];
        SetCurrency(currency);
        TimeZone = timeZone;
        Country = country;
        Calendar = language == "fa" ? "jalali" : "gregorian";
        FiscalCalendar = Calendar;
    }

    public string Name { get; private set; } = "";

    public SellsTo SellsTo { get; set; }

    /// <summary>Default language of the interface: en, fa, ru or vi.</summary>
    public string Language { get; set; } = "en";

    /// <summary>Languages that users may choose.</summary>
    public List<string> Languages { get; set; } = ["en"];

    /// <summary>Currency in which totals are shown.</summary>
    public string Currency { get; private set; } = "EUR";

    /// <summary>IANA name; shared filters, jobs and reports count days in it.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Default calendar of the interface: gregorian or jalali.</summary>
    public string Calendar { get; set; } = "gregorian";

    /// <summary>Calendar of fiscal years: gregorian or jalali.</summary>
    public string FiscalCalendar { get; set; } = "gregorian";

    /// <summary>First month of the fiscal year in <see cref="FiscalCalendar"/>, 1 to 12.</summary>
    public int FiscalStartMonth { get; set; } = 1;

    /// <summary>ISO 3166 alpha-2: how national phone numbers are read.</summary>
    public string Country { get; set; } = "";

    /// <summary>
    /// Where people open the workspace, for links in mails: scheme, host and port without a slash at the end. A request's own host is not
    /// trusted for that: it is whatever its sender claims.
    /// </summary>
    public string? Address { get; private set; }

    /// <summary>Steps of the set-up checklist that were done or skipped.</summary>
    public List<string> FinishedSteps { get; set; } = [];

    /// <summary>Whether demo data was put in and not yet removed.</summary>
    public Guid? DemoBatchId { get; set; }

    public string? SmtpHost { get; set; }

    public int SmtpPort { get; set; } = 587;

    public bool SmtpTls { get; set; } = true;

    public string? SmtpUser { get; set; }

    /// <summary>Encrypted with the data-protection keys.</summary>
    public string? SmtpPasswordProtected { get; set; }

    public string? MailFrom { get; set; }

    public void Rename(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length == 0) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        Name = trimmed.Length <= 200 ? trimmed : throw Refused.On("name", RecordRefusals.TooLong, ("field", "name"), ("max", 200));
    }

    public void SetAddress(string? address)
    {
        var trimmed = address?.Trim().TrimEnd('/');
        if (string.IsNullOrEmpty(trimmed))
        {
            Address = null;
            return;
        }

        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
            throw Refused.On("address", SettingsRefusals.BadAddress);
        Address = url.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>The address for links in mails; without one of its own, where the program listens.</summary>
    internal string AddressOr(Hosting.TandemOptions options) => Address ?? options.Urls.Split(';')[0].TrimEnd('/');

    public void SetCountry(string code) => Country = Localization.Countries.Exists(code) ? code : throw Refused.On("country", SettingsRefusals.UnknownCountry);

    /// <summary>The languages that users may choose, and the one that the workspace speaks: it orders texts.</summary>
    public void SetLanguages(string language, IReadOnlyCollection<string> offered)
    {
        if (Core.Localization.Languages.All.All(known => known.Code != language)) throw Refused.On("language", SettingsRefusals.UnknownLanguage);
        Language = language;
        Languages = [.. Core.Localization.Languages.All.Select(known => known.Code).Where(code => code == language || offered.Contains(code))];
    }

    public void SetTimeZone(string name) => TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(name, out _) ? name : throw Refused.On("timeZone", SettingsRefusals.UnknownTimeZone);

    public void SetCalendar(string calendar) => Calendar = CalendarNamed(calendar, "calendar");

    public void SetFiscalYear(string calendar, int startMonth)
    {
        FiscalCalendar = CalendarNamed(calendar, "calendar");
        FiscalStartMonth = startMonth is >= 1 and <= 12 ? startMonth : throw Refused.On("startMonth", SettingsRefusals.NoSuchMonth);
    }

    /// <summary>A step of the set-up checklist that needs no more attention.</summary>
    public void FinishStep(string step)
    {
        if (!FinishedSteps.Contains(step)) FinishedSteps = [.. FinishedSteps, step];
    }

    private static string CalendarNamed(string calendar, string field) => calendar is "gregorian" or "jalali" ? calendar : throw Refused.On(field, SettingsRefusals.UnknownCalendar);

    public void SetCurrency(string code) => Currency = Currencies.Exists(code) ? code : throw Refused.On("currency", SettingsRefusals.UnknownCurrency, ("code", code));
}

/// <summary>What one unit of a currency was worth in the workspace's currency from a day on, until the next rate.</summary>
public sealed class ExchangeRate : IPart
{
    public Guid Id { get; init; } = Ids.New();

    /// <summary>ISO code of the foreign currency.</summary>
    public required string Currency { get; init; }

    /// <summary>ISO code of the currency that the rate leads to: the workspace's at the time.</summary>
    public required string To { get; init; }

    public DateOnly From { get; init; }

    /// <summary>Units of <see cref="To"/> for one unit of <see cref="Currency"/>.</summary>
    public decimal Rate { get; set; }

    Guid IPart.WholeId => Workspace.OnlyId;

    string IPart.WholeType => "workspace";

    string IPart.PartName => "exchangeRate";

    string IPart.Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1 {Currency} = {Rate} {To} from {From:yyyy-MM-dd}");
}

public static class SettingsRefusals
{
    public const string UnknownCurrency = "settings.unknown-currency";
    public const string UnknownTimeZone = "settings.unknown-time-zone";
    public const string UnknownLanguage = "settings.unknown-language";
    public const string UnknownCountry = "settings.unknown-country";
    public const string UnknownCalendar = "settings.unknown-calendar";
    public const string NoSuchMonth = "settings.no-such-month";
    public const string UnknownTheme = "settings.unknown-theme";
    public const string BadAddress = "settings.bad-address";
    public const string RateMustBePositive = "settings.rate-must-be-positive";
    public const string RateOutOfRange = "settings.rate-out-of-range";
    public const string RateOfOwnCurrency = "settings.rate-of-own-currency";
    public const string RateOfThatDay = "settings.rate-of-that-day";
    public const string AlreadySetUp = "settings.already-set-up";
}
