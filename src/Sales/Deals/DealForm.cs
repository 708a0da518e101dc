using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Sales.Deals;

/// <summary>What the form of a new deal offers.</summary>
/// <param name="Back">Where closing and saving lead.</param>
/// <param name="Stages">Open stages, under the names of their pipelines when there are several.</param>
/// <param name="StageId">Where it begins unless another is chosen.</param>
public sealed record DealForm(string Back, IReadOnlyList<Option> Stages, string StageId, string Currency, IReadOnlyList<string> Currencies,
    Option? Owner, Option? Company, OwnFields Own);

/// <summary>What the forms of winning, losing and reopening ask about.</summary>
/// <param name="Reasons">Empty unless the deal is to be lost.</param>
public sealed record CloseDealForm(Guid Id, string Name, int Version, string Back, DateOnly Today, IReadOnlyList<Option> Reasons);

/// <summary>What giving a person a part in a deal shows.</summary>
/// <param name="Person">The one whose role changes; null for one who is to be chosen.</param>
public sealed record AddPersonForm(DealView Deal, DealPersonRow? Person);
