using System.Globalization;
using Tandem.Core.Finance;

namespace Tandem.Sales.Deals;

/// <summary>What is asked to stand in a line.</summary>
/// <param name="ProductId">Null for something that is no product.</param>
/// <param name="Description">What it is, where the product's name does not say it.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">In the deal's currency; null while it is not known.</param>
/// <param name="Discount">Share of the price that is let off, 0 to 1.</param>
internal sealed record LineDraft(Guid? ProductId, string? Description, decimal Quantity = 1m, decimal? UnitPrice = null, decimal Discount = 0m);

/// <summary>One thing that a deal sells.</summary>
internal sealed class DealLine : IPart
{
    private DealLine()
    {
    }

    internal DealLine(Deal deal, int order, LineDraft draft)
    {
        DealId = deal.Id;
        Order = order;
        Change(draft);
    }

    public Guid Id { get; private init; } = Ids.New();

    public Guid DealId { get; private init; }

    public int Order { get; private init; }

    public Guid? ProductId { get; private set; }

    public string? Description { get; private set; }

    public decimal Quantity { get; private set; } = 1m;

    public decimal? UnitPrice { get; private set; }

    public decimal Discount { get; private set; }

    /// <summary>This line's share of the deal's value in the workspace's currency once it is closed. The shares add up to it to the cent.</summary>
    public decimal? BaseAmount { get; internal set; }

    Guid IPart.WholeId => DealId;

    string IPart.WholeType => Deal.TypeKey;

    string IPart.PartName => "lines";

    /// <summary>Quantity times price less discount, rounded; null while the price is not known.</summary>
    public decimal? Total(string currency) => UnitPrice is { } price ? new Money(Quantity * price * (1m - Discount), currency).Rounded().Amount : null;

    internal void Change(LineDraft draft)
    {
        if (draft.Quantity < 0m) throw Refused.On("lines", DealRefusals.NegativeQuantity);
        if (draft.UnitPrice < 0m) throw Refused.On("lines", DealRefusals.NegativePrice);
        if (draft.Discount is < 0m or > 1m) throw Refused.On("lines", DealRefusals.DiscountOutOfRange);
        if (draft.Quantity > Money.Max || draft.UnitPrice > Money.Max) throw Refused.On("lines", RecordRefusals.TooLong, ("field", "lines"), ("max", Money.Max));
        ProductId = draft.ProductId;
        Description = string.IsNullOrWhiteSpace(draft.Description) ? null : draft.Description.Trim();
        Quantity = draft.Quantity;
        UnitPrice = draft.UnitPrice;
        Discount = draft.Discount;
    }

    string IPart.Describe() => string.Create(CultureInfo.InvariantCulture, $"{Quantity:0.####} × {UnitPrice:0.####} {Description ?? ProductId?.ToString()}");
}

/// <summary>Divides an amount so that the parts add up to it.</summary>
internal static class Shares
{
    /// <summary>
    /// In proportion to the weights (equally when all are zero), each part rounded down to the currency's unit; the units that remain go to the
    /// parts that lost most by rounding, the first one first (largest remainder method).
    /// </summary>
    public static decimal[] Of(decimal whole, IReadOnlyList<decimal> weights, int digits)
    {
        var sum = weights.Sum();
        var exact = weights.Select(weight => sum == 0m ? whole / weights.Count : whole * (weight / sum)).ToArray();
        var parts = exact.Select(part => decimal.Round(part, digits, MidpointRounding.ToZero)).ToArray();
        var unit = new decimal(1, 0, 0, false, (byte)digits);
        var rest = (int)((whole - parts.Sum()) / unit);
        foreach (var place in Enumerable.Range(0, parts.Length).OrderByDescending(place => exact[place] - parts[place]).ThenBy(place => place).Take(rest)) parts[place] += unit;
        parts[0] += whole - parts.Sum();
        return parts;
    }
}
