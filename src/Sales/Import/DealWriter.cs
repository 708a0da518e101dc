using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Core.Text;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Targets;
using Tandem.Sales.Deals;

namespace Tandem.Sales.Import;

/// <summary>Writes rows as deals. The deal's own methods carry it from stage to stage, at the dates that the file gives.</summary>
internal sealed class DealWriter(ImportSession session, FilePlan file) : ImportWriter
{
    private readonly Books books = new(session.Rates, session.Zone, session.Today);

    private static readonly (string Field, string Type)[] References =
        [(DealFields.Company, "company"), (DealFields.Person, "person"), (DealFields.Owner, "user"), (DealFields.Product, "product")];

    private readonly Dictionary<UInt128, long> seen = [];
    private readonly ImportedPipeline pipeline = new(session, file);
    private Dictionary<Guid, Deal> own = [];
    private Dictionary<string, List<Deal>> existing = new(StringComparer.Ordinal);

    public override Task Begin(CancellationToken stop) => pipeline.SetUp(stop);

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, CancellationToken stop)
    {
        await pipeline.Load(stop);
        foreach (var (field, type) in References)
            if (file.ColumnOf(field) is not null) await session.References.Prepare(type, rows.Select(row => row.Text(field)), stop);
        var folded = rows.Select(IdOf).Select(id => Folding.Fold(id)).Distinct().ToArray();
        var given = rows.Select(row => Ids.TryParse(row.Text(ImportField.OwnId), out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().ToArray();
        var ids = await session.Db.Deals.Where(deal => EF.Parameter(given).Contains(deal.Id) || EF.Parameter(folded).Contains(deal.ExternalIdFolded)).Select(deal => deal.Id).ToListAsync(stop);
        var found = ids.Count == 0 ? [] : await session.Db.Deals.AsTracking().Where(deal => EF.Parameter(ids).Contains(deal.Id))
            .Include(deal => deal.Stage).Include(deal => deal.Stays).Include(deal => deal.Lines).Include(deal => deal.People).ToListAsync(stop);
        own = found.Where(deal => given.Contains(deal.Id)).ToDictionary(deal => deal.Id);
        existing = found.GroupBy(deal => deal.ExternalIdFolded ?? "", StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.OrderBy(deal => deal.DeletedAt is not null).ToList(), StringComparer.Ordinal);
    }

    public override async ValueTask<RowOutcome> Write(ImportRow row, CancellationToken stop)
    {
        var id = IdOf(row);
        var key = KeyHash.Of(DealFields.External, Folding.Fold(id));
        if (!seen.TryAdd(key, row.Number)) throw new Refused(ImportRefusals.SameKey, ("row", seen[key]));
        if (Ids.TryParse(row.Text(ImportField.OwnId), out var mine) && own.TryGetValue(mine, out var known)) return await Update([known], row, stop);
        var outcome = existing.TryGetValue(Folding.Fold(id), out var found) ? await Update(found, row, stop) : await Create(id, row, stop);
        if (row[DealFields.Amount] is null) session.Count("import.figure.without-amount");
        if (row.Text(DealFields.Company) is null) session.Count("import.figure.without-company");
        return outcome;
    }

    public override void Remember(ImportRow row) => seen.TryAdd(KeyHash.Of(DealFields.External, Folding.Fold(IdOf(row))), row.Number);

    /// <summary>The file's own id; a row without one is known by its whole content, so that the same file twice makes no deal twice.</summary>
    private string IdOf(ImportRow row) => row.Text(file.Key ?? DealFields.External) ?? row.Text(ImportField.OwnId) ?? $"{file.Name}:{KeyHash.Of(string.Join('\n', row.Cells)):x32}";

    private async ValueTask<RowOutcome> Create(string id, ImportRow row, CancellationToken stop)
    {
        if (!session.Actor.MayEditSome(Deal.TypeKey)) throw new Refused(AccessRefusals.NotYours);
        var (company, person, owner, product) = (await Find(row, 0, stop), await Find(row, 1, stop), await Find(row, 2, stop), await Find(row, 3, stop));
        var way = new DealWay(session, pipeline, row);
        var deal = new Deal(NameOf(row), way.Begin.Stage, session.Actor.Id, way.Begin.At);
        deal.Number(id);
        deal.CompanyId = company;
        deal.AssignTo(owner ?? session.Actor.UserId);
        deal.ComeFrom(row.Text(DealFields.Source));
        deal.Tags = row[DealFields.Tags] as List<string> ?? [];
        if (Amount(row) is { } amount) deal.SetAmount(amount);
        if (product is { } sold) deal.SetLines([LineOf(row, sold)], fromLines: false, deal.Currency ?? session.Currency, books);
        if (person is { } buyer) deal.AddPerson(buyer, null);
        deal.ExpectedClose = row[DealFields.Expected] as DateOnly? ?? (way.IsOpen ? row[DealFields.Closed] as DateOnly? : null);
        way.Take(deal);
        session.Add(deal, way.Created);
        return RowOutcome.Created;
    }

    private async ValueTask<RowOutcome> Update(List<Deal> found, ImportRow row, CancellationToken stop)
    {
        if (found.Count(one => one.DeletedAt is null) > 1) throw Refused.On(DealFields.External, ImportRefusals.SeveralMatches, ("value", found[0].ExternalId));
        var deal = found[0];
        if (!session.Actor.MayEdit(Deal.TypeKey, deal.OwnerId)) throw new Refused(AccessRefusals.NotYours);
        if (!session.Plan.Options.UpdateExisting && deal.DeletedAt is null) return RowOutcome.Skipped;
        if (deal.DeletedAt is not null) deal.Restore();
        if (row.Text(DealFields.Name) is { } name && name != deal.Name) deal.Rename(name);
        if (await Find(row, 0, stop) is { } company) deal.CompanyId = company;
        if (await Find(row, 2, stop) is { } owner) deal.AssignTo(owner);
        if (await Find(row, 1, stop) is { } person && deal.People.All(one => one.PersonId != person)) deal.AddPerson(person, null);
        if (row.Text(DealFields.Source) is { } source && source != deal.Source) deal.ComeFrom(source);
        if (row[DealFields.Tags] is List<string> tags && !tags.SequenceEqual(deal.Tags)) deal.Tags = tags;
        if (row[DealFields.Expected] is DateOnly expected) deal.ExpectedClose = expected;
        if (Amount(row) is { } amount && (amount.Amount != deal.Amount || amount.Currency != deal.Currency))
        {
            deal.SetAmount(amount);
            deal.Revalue(books);
        }

        // Lines that are there were agreed here; the file only fills in where there are none.
        if (deal.Lines.Count == 0 && await Find(row, 3, stop) is { } product) deal.SetLines([LineOf(row, product)], fromLines: false, deal.Currency ?? session.Currency, books);
        if (DealFields.Standing(row.Text(DealFields.Stage), row.Text(DealFields.Status)) is not null && deal.PipelineId == pipeline.Id) new DealWay(session, pipeline, row).Follow(deal);
        var changed = session.IsChanged(deal);
        session.Tell(deal, row.Number, changed);
        return changed ? RowOutcome.Updated : RowOutcome.Unchanged;
    }

    private ValueTask<Guid?> Find(ImportRow row, int reference, CancellationToken stop)
    {
        var (field, type) = References[reference];
        return file.ColumnOf(field) is { } column ? session.Resolve(type, row.Text(field), column.WhenMissing, field, stop) : new((Guid?)null);
    }

    private static LineDraft LineOf(ImportRow row, Guid product) => new(product, Description: null, row[DealFields.Quantity] as decimal? ?? 1m);

    private static Money? Amount(ImportRow row) => row[DealFields.Amount] is Money money ? row.Text(DealFields.Currency) is { } currency ? money with { Currency = currency } : money : null;

    private static string NameOf(ImportRow row)
    {
        var name = row.Text(DealFields.Name) ?? string.Join(" · ", new[] { row.Text(DealFields.Company), row.Text(DealFields.Product) }.OfType<string>());
        if (name.Length == 0) name = row.Text(DealFields.External) ?? throw Refused.On(DealFields.Name, RecordRefusals.RequiredField, ("field", DealFields.Name));
        return name.Length <= Deal.MaxNameLength ? name : name[..Deal.MaxNameLength];
    }
}
