using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Core.Text;
using Tandem.Platform.Settings;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>Something that may be sold to a company or a person, on its way through a pipeline.</summary>
internal sealed partial class Deal : OwnedRecord, ISortable, ICustomizable
{
    public const string TypeKey = "deal";
    public const int MaxNameLength = 300;
    public const int MaxSourceLength = 120;
    public const int MaxExternalIdLength = 200;
    public const int MaxNoteLength = 4000;
    public const int MostLines = 500;
    public const int MostPeople = 100;

    private readonly List<DealLine> lines = [];
    private readonly List<DealPerson> people = [];
    private readonly List<StageStay> stays = [];

    internal Deal()
    {
    }

    /// <summary>A new deal in an open stage.</summary>
    public Deal(string name, Stage stage, Guid? by, DateTimeOffset at)
    {
        Rename(name);
        Begin(stage, by, at);
    }

    public string Name { get; private set; } = "";

    public string NameFolded { get; private set; } = "";

    public string NameSortKey { get; private set; } = "";

    public Guid? CompanyId { get; internal set; }

    /// <summary>Null while nobody has said what it is worth.</summary>
    public decimal? Amount { get; private set; }

    /// <summary>ISO code of <see cref="Amount"/> and of the prices of the lines.</summary>
    public string? Currency { get; private set; }

    /// <summary>Whether the amount is the sum of the lines; otherwise somebody named it.</summary>
    public bool AmountFromLines { get; private set; }

    /// <summary>Of a closed deal: the amount in the workspace's currency at the rate of the day it was closed on; null without an amount or a rate.</summary>
    public decimal? BaseAmount { get; private set; }

    /// <summary>ISO code of <see cref="BaseAmount"/>: the workspace's currency when it was computed.</summary>
    public string? BaseCurrency { get; private set; }

    /// <summary>
    /// What lists order amounts by: the amount in the workspace's currency, of a closed deal at the rate of its closing day, of an open one at that of the
    /// day on which it was saved or rates were last followed. Null without an amount or a rate.
    /// </summary>
    public decimal? ComparableAmount { get; private set; }

    /// <summary>Where it came from, in the seller's words.</summary>
    public string? Source { get; private set; }

    public string? SourceFolded { get; private set; }

    /// <summary>The day on which its owner expects it to be won.</summary>
    public DateOnly? ExpectedClose { get; internal set; }

    /// <summary>Its id in the system that it was imported from.</summary>
    public string? ExternalId { get; private set; }

    public string? ExternalIdFolded { get; private set; }

    public List<string> Tags { get; internal set; } = [];

    /// <summary>Values of the workspace's own fields.</summary>
    public CustomValues Custom { get; set; } = CustomValues.None;

    /// <summary>Of a closed deal: days from its first stage to the day it was closed on.</summary>
    public int? CycleDays { get; private set; }

    /// <summary>Ids of the products of its lines, so that filters can name them.</summary>
    public List<string> Products { get; private set; } = [];

    public IReadOnlyList<DealLine> Lines => lines;

    public IReadOnlyList<DealPerson> People => people;

    public void Rename(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        Name = name.Trim();
        NameFolded = Folding.Fold(Name) ?? "";
    }

    public void ComeFrom(string? source)
    {
        Source = source;
        SourceFolded = Folding.Fold(source);
    }

    public void Number(string? externalId)
    {
        ExternalId = externalId;
        ExternalIdFolded = Folding.Fold(externalId);
    }

    /// <summary>Names the amount, or with null leaves it open. An amount from lines becomes an own one.</summary>
    public void SetAmount(Money? amount)
    {
        if (amount is { Amount: < 0 }) throw Refused.On("amount", DealRefusals.NegativeAmount);
        AmountFromLines = false;
        Amount = amount?.Rounded().Amount;
        if (amount is { } given) Currency = given.Currency;
    }

    /// <summary>Replaces the lines.</summary>
    /// <param name="drafts">All lines, in order.</param>
    /// <param name="fromLines">Whether the amount is their sum from now on.</param>
    /// <param name="currency">Of the prices.</param>
    /// <param name="books">For closed deals: what the amount is worth in the workspace's currency.</param>
    public void SetLines(IReadOnlyList<LineDraft> drafts, bool fromLines, string currency, Books books)
    {
        if (drafts.Count > MostLines) throw Refused.On("lines", DealRefusals.TooManyLines, ("max", MostLines));
        if (Amount is not null && !fromLines && Currency != currency) throw Refused.On("currency", DealRefusals.LinesInAnotherCurrency, ("currency", Currency));
        for (var place = 0; place < drafts.Count; place++)
        {
            if (place < lines.Count) lines[place].Change(drafts[place]);
            else lines.Add(new DealLine(this, place, drafts[place]));
        }

        lines.RemoveRange(drafts.Count, lines.Count - drafts.Count);
        Products = [.. lines.Select(line => line.ProductId?.ToString()).OfType<string>().Distinct(StringComparer.Ordinal)];
        Currency = currency;
        AmountFromLines = fromLines;
        if (fromLines) Amount = SumOfLines(lines, currency);
        Revalue(books);
    }

    public void AddPerson(Guid personId, string? role)
    {
        if (people.Find(person => person.PersonId == personId) is { } known)
        {
            known.Play(role);
            return;
        }

        if (people.Count >= MostPeople) throw Refused.On("personId", DealRefusals.TooManyPeople, ("max", MostPeople));
        people.Add(new DealPerson(this, personId, role));
    }

    public void RemovePerson(Guid personId) => people.RemoveAll(person => person.PersonId == personId);

    /// <summary>
    /// Computes what a closed deal is worth in the workspace's currency, and what each product in it has of that: lines without a product
    /// (setting up, freight) belong to the products they stand beside. Lines and stays must be loaded.
    /// </summary>
    internal void Revalue(Books books)
    {
        CycleDays = ClosedOn is { } closed ? Math.Max(0, closed.DayNumber - SalesCalendar.DayOf(stays.Min(stay => stay.EnteredAt), books.Zone).DayNumber) : null;
        Convert(books.Rates, books.Today);
    }

    /// <summary>The part of <see cref="Revalue"/> that rates decide: a closed deal keeps the rate of its closing day. Lines must be loaded, in order.</summary>
    internal void Convert(ExchangeRates rates, DateOnly today)
    {
        ComparableAmount = Comparable(rates, today);
        var value = Amount is { } amount && ClosedOn is { } on ? rates.ToBase(new Money(amount, Currency ?? rates.Base), on) : null;
        (BaseAmount, BaseCurrency) = (value?.Amount, value?.Currency);
        if (lines.Count == 0) return;
        foreach (var line in lines) line.BaseAmount = null;
        if (BaseAmount is not { } whole) return;
        var sharing = lines.Any(line => line.ProductId is not null) ? lines.Where(line => line.ProductId is not null).ToList() : lines;
        var shares = Shares.Of(whole, [.. sharing.Select(line => line.Total(Currency ?? rates.Base) ?? 0m)], Currencies.DigitsOf(rates.Base));
        for (var place = 0; place < sharing.Count; place++) sharing[place].BaseAmount = shares[place];
    }

    void ISortable.SortBy(SortBasis basis)
    {
        NameSortKey = SortKeys.Of(Name, basis.Language) ?? "";
        ComparableAmount = Comparable(basis.Rates, basis.Today);
    }

    private decimal? Comparable(ExchangeRates rates, DateOnly today) =>
        Amount is { } amount && rates.ToBase(new Money(amount, Currency ?? rates.Base), ClosedOn ?? today) is { } worth ? Math.Min(worth.Amount, Money.Max) : null;

    private static decimal? SumOfLines(IReadOnlyList<DealLine> lines, string currency)
    {
        var totals = lines.Select(line => line.Total(currency)).OfType<decimal>().ToList();
        var sum = totals.Sum();
        if (sum > Money.Max) throw Refused.On("lines", RecordRefusals.TooLong, ("field", "amount"), ("max", Money.Max));
        return totals.Count == 0 ? null : sum;
    }
}

internal static class DealRefusals
{
    public const string StageOfAnotherPipeline = "deal.stage-of-another-pipeline";
    public const string CloseWithWinOrLose = "deal.close-with-win-or-lose";
    public const string ReopenFirst = "deal.reopen-first";
    public const string NotClosed = "deal.not-closed";
    public const string ClosedInFuture = "deal.closed-in-future";
    public const string ReasonRequired = "deal.reason-required";
    public const string RetiredReason = "deal.retired-reason";
    public const string UnknownReason = "deal.unknown-reason";
    public const string ReopenToOpenStage = "deal.reopen-to-open-stage";
    public const string MovedSince = "deal.moved-since";
    public const string NothingToTakeBack = "deal.nothing-to-take-back";
    public const string NegativeAmount = "deal.negative-amount";
    public const string NegativeQuantity = "deal.negative-quantity";
    public const string NegativePrice = "deal.negative-price";
    public const string DiscountOutOfRange = "deal.discount-out-of-range";
    public const string TooManyLines = "deal.too-many-lines";
    public const string TooManyPeople = "deal.too-many-people";
    public const string LinesInSeveralCurrencies = "deal.lines-in-several-currencies";
    public const string LinesInAnotherCurrency = "deal.lines-in-another-currency";
    public const string NoPipeline = "deal.no-pipeline";
    public const string PipelineArchived = "deal.pipeline-archived";
}
