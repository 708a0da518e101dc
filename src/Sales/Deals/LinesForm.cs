namespace Tandem.Sales.Deals;

/// <summary>The form of a deal's lines.</summary>
/// <param name="Currency">Of the prices.</param>
/// <param name="Rows">The lines, or what was sent; null for a blank one.</param>
public sealed record LinesForm(DealView Deal, string Currency, IReadOnlyList<DealLineRow?> Rows)
{
    /// <summary>The lines as they are, and a blank one for the next.</summary>
    internal static LinesForm Of(DealView deal) => new(deal, deal.Currency, [.. deal.Lines, null]);

    /// <summary>As it was sent, with the products that were chosen; the form itself keeps the rest.</summary>
    internal static LinesForm Of(DealView deal, IReadOnlyList<Named?> asked) => new(deal, deal.Currency,
        [.. asked.Select(product => product is null ? null : new DealLineRow(product.Id, product.Name, null, 1m, null, 0m, null, deal.Currency))]);
}
