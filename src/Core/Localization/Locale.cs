using Tandem.Core.Text;

namespace Tandem.Core.Localization;

/// <summary>
/// How one person reads and writes: language, time zone, calendar, and the currency of the workspace.
/// Everything that is shown passes through here; nothing depends on the culture of the machine.
/// </summary>
public sealed partial class Locale(Language language, Texts texts, TimeZoneInfo zone, CalendarKind calendar, string currency, TimeProvider clock)
{
    private readonly Numerals numerals = Numerals.Of(language.Code);

    public Language Language { get; } = language;

    public Texts Texts { get; } = texts;

    public TimeZoneInfo Zone { get; } = zone;

    public CalendarKind Calendar { get; } = calendar;

    /// <summary>ISO code of the workspace's currency.</summary>
    public string Currency { get; } = currency;

    public bool IsRightToLeft => Language.IsRightToLeft;

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => Language.Direction;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The current day in the person's time zone.</summary>
    public DateOnly Today => DateOf(Now);

    /// <summary>The text of a key. Numbers, money, dates and times among the arguments are written as this person reads them.</summary>
    public string T(string key, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (args.IsEmpty) return Texts.Get(key);
        var shown = new (string, object?)[args.Length];
        for (var i = 0; i < args.Length; i++) shown[i] = (args[i].Name, Shown(args[i].Value));
        return Texts.Get(key, shown);
    }

    /// <summary>With separators; without <paramref name="digits"/> at most two decimals and no zeros at the end.</summary>
    public string Number(decimal value, int? digits = null) => numerals.Number(value, digits);

    /// <summary>Three digits and a unit: 2.41M, 386k, ۲٫۴۱ میلیون.</summary>
    public string Compact(decimal value)
    {
        (decimal Size, string Unit)[] units = [(1e3m, "thousand"), (1e6m, "million"), (1e9m, "billion"), (1e12m, "trillion")];
        var size = Math.Abs(value);
        for (var i = units.Length - 1; i >= 0; i--)
        {
            // Half a last shown digit below a unit already rounds up into it: 999,600 is 1M and not 1000k.
            if (size < units[i].Size * 0.9995m) continue;
            var scaled = value / units[i].Size;
            var most = Math.Abs(scaled) switch
            {
                >= 99.95m => 0,
                >= 9.995m => i == 0 ? 0 : 1,
                _ => i == 0 ? 1 : 2,
            };
            return Texts.Get($"number.compact.{units[i].Unit}", ("n", numerals.Number(scaled, most: most)));
        }

        return numerals.Number(value, most: size < 9.95m ? 1 : 0);
    }

    /// <summary>A share of one: 0.45 is 45%. Without <paramref name="digits"/> one decimal below 10%, none above.</summary>
    public string Percent(decimal share, int? digits = null) => numerals.Percent(share, digits);

    public string Money(Money money, MoneyForm form = MoneyForm.Exact)
    {
        if (form == MoneyForm.Compact) return MoneyText.Join(Language.Code, money.Currency, Compact(money.Amount));
        var cents = Currencies.DigitsOf(money.Currency);
        var amount = decimal.Round(money.Amount, form == MoneyForm.Whole ? 0 : cents, MidpointRounding.AwayFromZero);
        var digits = form == MoneyForm.Whole || (form == MoneyForm.Exact && amount == decimal.Truncate(amount)) ? 0 : cents;
        return MoneyText.Join(Language.Code, money.Currency, numerals.Number(amount, digits));
    }

    /// <summary>An amount in the workspace's currency.</summary>
    public string Money(decimal amount, MoneyForm form = MoneyForm.Exact) => Money(new Money(amount, Currency), form);

    /// <summary>€, $ or the code; in Persian the name.</summary>
    public string CurrencySymbol(string code) => MoneyText.SymbolOf(Language.Code, code);

    /// <summary>The text with its digits in the script of the language.</summary>
    public string Digits(string text) => numerals.Digits(text);

    /// <summary>A whole number without separators: years, versions, document numbers.</summary>
    public string Plain(long number) => numerals.Digits(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A stored phone number as it is read and dialled from abroad: <c>+44 20 7946 0018</c>.</summary>
    public string Phone(string number) => numerals.Digits(PhoneNumbers.Written(number));

    /// <summary>Stands behind a share that is typed in percent.</summary>
    public string PercentSign => numerals.PercentSign;

    /// <summary>A, B and C.</summary>
    public string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count switch
        {
            0 => "",
            1 => all[0],
            _ => Texts.Get("list.last", ("first", string.Join(Texts["list.separator"], all.SkipLast(1))), ("last", all[^1])),
        };
    }

    /// <summary>Reads a number as people type it: any digits, the language's separators, or a plain point.</summary>
    public bool TryParseDecimal(string? text, out decimal value) => NumberReader.TryRead(text, numerals, out value);

    /// <summary>
    /// Reads a date as people type it: ISO, day before month, month names of either calendar in the language, «today»; Persian and Arabic
    /// digits. A year from 1200 to 1600 is Jalali whatever the person's calendar is.
    /// </summary>
    public bool TryParseDate(string? text, out DateOnly date) => new DateReader(this).TryRead(text, out date);

    private object? Shown(object? value) => value switch
    {
        Money money => Money(money),
        DateOnly date => Date(date),
        DateTimeOffset at => DateTime(at),
        TimeSpan span => Duration(span),
        _ => value,
    };
}
