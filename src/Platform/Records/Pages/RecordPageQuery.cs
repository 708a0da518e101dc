using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Fields.Layouts;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Records.Pages;

/// <summary>One fact of a record.</summary>
public sealed record FactView(Field Field, object? Value);

/// <summary>A record's page: its facts, and the panels that the modules bring.</summary>
/// <param name="Show">Which column a narrow screen shows: <c>main</c>, <c>details</c> or <c>side</c>.</param>
public sealed record RecordPageView(RecordType Type, string Path, Guid Id, int Version, string Title, string? Subtitle, IReadOnlyList<FactView> Facts, IReadOnlyDictionary<Guid, RecordName> Names,
    IReadOnlyList<RecordPanel> Panels, string ListHref, string? BeforeHref, string? AfterHref, string Show, bool Editable)
{
    /// <summary>The facts under the headings of the layout.</summary>
    public IReadOnlyList<FactSection> Sections { get; init; } = [];

    internal Dictionary<string, object> PanelParameters => new(StringComparer.Ordinal) { ["RecordId"] = Id, ["RecordType"] = Type.Key };

    public IEnumerable<Type> At(PanelPlace place) => Panels.Where(panel => panel.Place == place).Select(panel => panel.Component);
}

internal sealed class RecordPageQuery<T>(Crm crm, RecordTypes types, RecordReader<T> reader, RecordFactsQuery<T> facts, RecordListQuery<T> lists, ModuleSet modules, CurrentPage page) where T : class, IRecord
{
    private readonly RecordType type = types.Of(typeof(T))!;

    /// <param name="list">Query of the list that the reader came from; its neighbours are offered.</param>
    public async Task<RecordPageView> Run(Actor actor, RecordPageOptions options, Guid id, string? list, string? show, CancellationToken stop)
    {
        var record = await reader.Get(actor, id, stop);
        await using var db = crm.Open(actor);
        var shown = await facts.Of(db, actor, record, PageLayout.Placeable(type).Contains, stop);
        var names = await RecordNames.Of(db, actor, shown.Select(fact => fact.Value).OfType<Guid>(), stop);
        var (before, after) = await lists.Neighbours(actor, id, RecordListRequest.Parse(list), stop);
        var suffix = string.IsNullOrEmpty(list) ? "" : "?list=" + Uri.EscapeDataString(list);
        var panels = modules.All.SelectMany(module => module.RecordPanels)
            .Where(panel => (panel.RecordType == type.Key || panel.RecordType == RecordPanel.EveryType) && (panel.VisibleTo?.Invoke(actor) ?? true)).OrderBy(panel => panel.Order).ToList();
        return new RecordPageView(type, options.Path, id, record.Version, type.Title.Read(record) as string ?? "", type.Subtitle?.Read(record) as string, shown, names, panels,
            options.Path + (string.IsNullOrEmpty(list) ? "" : "?" + list), before is null ? null : $"{options.Path}/{before}{suffix}", after is null ? null : $"{options.Path}/{after}{suffix}",
            show is "details" or "side" ? show : "main", record is IOwned owned ? actor.MayEdit(type.Key, owned.OwnerId) : actor.MayEditSome(type.Key))
        {
            Sections = LaidOut.Facts(page.Types.LayoutOf(type.Key, actor.Role), shown),
        };
    }
}
