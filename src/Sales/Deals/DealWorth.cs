using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Deals;

/// <summary>What a deal and its lines are worth in the workspace's currency, to be written without touching anything else of them.</summary>
/// <param name="Comparable">What lists order by.</param>
/// <param name="Amount">Of a closed deal.</param>
internal sealed record DealWorth(Guid Id, int Version, decimal? Comparable, decimal? Amount, string? Currency, IReadOnlyList<(Guid Id, decimal? Amount)> Lines)
{
    public static DealWorth Of(Deal deal) => new(deal.Id, deal.Version, deal.ComparableAmount, deal.BaseAmount, deal.BaseCurrency, [.. deal.Lines.Select(line => (line.Id, line.BaseAmount))]);

    /// <summary>
    /// Two statements, whatever the number, within the transaction under way. Versions stay: nobody's open form is in the way. A deal that
    /// was saved since it was read is left alone; whoever saved it converted it.
    /// </summary>
    public static async Task Write(CrmDb db, IReadOnlyList<DealWorth> worths, CancellationToken stop)
    {
        if (worths.Count == 0) return;
        var deals = JsonSerializer.Serialize(worths.Select(one => new { id = Key(db, one.Id), version = one.Version, comparable = Stored(db, one.Comparable), amount = Stored(db, one.Amount), currency = one.Currency }));
        var lines = JsonSerializer.Serialize(worths.SelectMany(one => one.Lines.Select(line => new { id = Key(db, line.Id), version = one.Version, amount = Stored(db, line.Amount), currency = one.Currency })));
        await db.Database.ExecuteSqlRawAsync(db.Engine == DatabaseEngine.Postgres ? SetLines + GivenOnPostgres + OfLines : SetLines + GivenOnSqlite + OfLines, [lines], stop);
        await db.Database.ExecuteSqlRawAsync(db.Engine == DatabaseEngine.Postgres ? SetDeals + GivenOnPostgres + OfDeals : SetDeals + GivenOnSqlite + OfDeals, [deals], stop);
    }

    private const string GivenOnPostgres = "jsonb_to_recordset({0}::jsonb) AS given(id uuid, version int, comparable numeric, amount numeric, currency text)";
    private const string GivenOnSqlite = "(SELECT unhex(value ->> 'id') AS id, value ->> 'version' AS version, value ->> 'comparable' AS comparable, value ->> 'amount' AS amount, value ->> 'currency' AS currency FROM json_each({0})) AS given";
    private const string SetLines = "UPDATE deal_lines SET base_amount = given.amount FROM ";
    private const string OfLines = ", deals WHERE deal_lines.id = given.id AND deals.id = deal_lines.deal_id AND deals.version = given.version";
    private const string SetDeals = "UPDATE deals SET comparable_amount = given.comparable, base_amount = given.amount, base_currency = given.currency FROM ";
    private const string OfDeals = " WHERE deals.id = given.id AND deals.version = given.version";

    /// <summary>An id in the form of the database: hexadecimal of its bytes on SQLite.</summary>
    private static string Key(CrmDb db, Guid id) => db.Engine == DatabaseEngine.Postgres ? id.ToString() : Convert.ToHexString(id.ToByteArray(bigEndian: true));

    /// <summary>An amount in the form of the database: a scaled integer on SQLite.</summary>
    private static decimal? Stored(CrmDb db, decimal? amount) => db.Engine == DatabaseEngine.Postgres || amount is null ? amount : decimal.Truncate(amount.Value * 10_000m);
}
