using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.CustomRecords;
using Tandem.Platform.Fields.Layouts;

namespace Tandem.Platform.Fields;

/// <summary>
/// The record types of one workspace as this process knows them: the product's with the workspace's own types and fields. What is handed out never
/// changes; when definitions change, here or on another node, the next one to ask gets a new set.
/// </summary>
public sealed class WorkspaceTypes : IDisposable
{
    /// <summary>Topics of the signal that a save of definitions touches.</summary>
    internal static readonly string[] Topics = ["custom_field", "custom_type", "page_layout"];

    /// <summary>Another process without notifications may have changed them.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);

    private readonly WorkspaceDatabase home;
    private readonly RecordTypes product;
    private readonly IDisposable listening;
    private volatile KnownTypes current;
    private volatile bool stale = true;
    private DateTimeOffset since;

    internal WorkspaceTypes(WorkspaceDatabase home, RecordTypes product)
    {
        this.home = home;
        this.product = product;
        current = new KnownTypes(product, [], [], [], []);
        listening = home.Signal.Listen((topics, _) =>
        {
            if (topics.Overlaps(Topics)) stale = true;
        });
    }

    /// <summary>What is known now; the work of a request or a job begins with <see cref="Refresh"/>.</summary>
    public KnownTypes Current => current;

    /// <summary>Reads the definitions again if they may have changed.</summary>
    public ValueTask Refresh(CancellationToken stop) => !stale && home.Clock.GetUtcNow() - since < Trusted ? default : new(Load(stop));

    public void Dispose() => listening.Dispose();

    private async Task Load(CancellationToken stop)
    {
        // Before reading: a change that commits meanwhile makes it stale again.
        stale = false;
        try
        {
            await using var db = home.Open(Actor.System);
            var fields = await db.Set<CustomField>().AsNoTracking().Where(field => field.DeletedAt == null).OrderBy(field => field.Order).ThenBy(field => field.CreatedAt).ToListAsync(stop);
            var types = (await db.Set<CustomType>().AsNoTracking().OrderBy(type => type.CreatedAt).ToListAsync(stop)).ToLookup(type => type.DeletedAt is null);
            var layouts = await db.Set<PageLayout>().AsNoTracking().Where(layout => layout.DeletedAt == null).ToListAsync(stop);
            if (!current.IsOf(fields, [.. types[true]], layouts)) current = new KnownTypes(product, fields, [.. types[true]], [.. types[false].Select(type => type.Key)], layouts);
            since = home.Clock.GetUtcNow();
        }
        catch
        {
            stale = true;
            throw;
        }
    }
}

/// <summary>One state of a workspace's record types.</summary>
public sealed class KnownTypes
{
    private readonly ConcurrentDictionary<Role, RecordTypes> byRole = new();
    private readonly Dictionary<string, CustomField> byKey;
    private readonly Dictionary<string, Dictionary<string, string>> words;

    internal KnownTypes(RecordTypes product, IReadOnlyList<CustomField> fields, IReadOnlyList<CustomType> types, IReadOnlyCollection<string> hidden, IReadOnlyList<PageLayout> layouts)
    {
        (Fields, Types, Layouts) = (fields, types, layouts);
        byKey = fields.ToDictionary(field => field.Key, StringComparer.Ordinal);
        words = types.Count + fields.Count == 0 ? [] : WorkspaceWords.Of(fields, types);
        All = Build(product, fields, types, hidden);
    }

    /// <summary>Every type with every field.</summary>
    public RecordTypes All { get; }

    public IReadOnlyList<CustomField> Fields { get; }

    public IReadOnlyList<CustomType> Types { get; }

    /// <summary>How pages and forms are laid out where somebody said so.</summary>
    public IReadOnlyList<PageLayout> Layouts { get; }

    /// <summary>The layout of a role, else that of everyone; null where nothing was laid out.</summary>
    public PageLayout? LayoutOf(string type, Role role) =>
        Layouts.FirstOrDefault(layout => layout.RecordType == type && layout.Role == role) ?? Layouts.FirstOrDefault(layout => layout.RecordType == type && layout.Role is null);

    /// <summary>The types as an actor sees them: a field that one may not read does not exist.</summary>
    public RecordTypes For(Actor actor) => actor.IsAdministrator || Fields.Count == 0 ? All : byRole.GetOrAdd(actor.Role, role =>
        new RecordTypes(All.All.Select(type => type.SeenBy(field => AccessOf(field, role) != FieldAccess.None, field => AccessOf(field, role) == FieldAccess.Write)), All.Hidden));

    /// <summary>The definition behind a field; null for the product's.</summary>
    public CustomField? DefinitionOf(Field field) => field.Shape is { } shape ? byKey.GetValueOrDefault(CustomField.DefinitionKey(shape)) : null;

    /// <summary>The texts of a language with what the workspace calls its own types and fields.</summary>
    public Texts TextsOf(Texts texts) => words.TryGetValue(texts.Language, out var own) ? texts.With(WithParts(own, texts)) : texts;

    /// <summary>"Site: city": the workspace's word for the address, the product's for the part.</summary>
    private Dictionary<string, string> WithParts(Dictionary<string, string> own, Texts texts)
    {
        var addresses = Fields.Where(field => field.Kind == FieldKind.Address).ToList();
        if (addresses.Count == 0) return own;
        var all = new Dictionary<string, string>(own, StringComparer.Ordinal);
        foreach (var field in addresses)
            foreach (var part in AddressPart.All) all[$"custom.{field.Key}.{part.Letter}"] = texts.Get("address.part", ("address", own["custom." + field.Key]), ("part", texts.Get(part.Label)));
        return all;
    }

    internal bool IsOf(IReadOnlyList<CustomField> fields, IReadOnlyList<CustomType> types, IReadOnlyList<PageLayout> layouts) =>
        Fields.Select(field => (field.Id, field.Version)).SequenceEqual(fields.Select(field => (field.Id, field.Version)))
        && Types.Select(type => (type.Id, type.Version)).SequenceEqual(types.Select(type => (type.Id, type.Version)))
        && Layouts.Select(layout => (layout.Id, layout.Version)).ToHashSet().SetEquals(layouts.Select(layout => (layout.Id, layout.Version)));

    private FieldAccess AccessOf(Field field, Role role) => DefinitionOf(field)?.Settings.AccessOf(role) ?? FieldAccess.Write;

    private static RecordTypes Build(RecordTypes product, IReadOnlyList<CustomField> fields, IReadOnlyList<CustomType> types, IReadOnlyCollection<string> hidden)
    {
        // A later version of the product may bring a type of a key that a workspace has given away; the product's is the one that others speak of.
        var bare = product.All.Concat(types.Where(type => product.Find(type.Key) is null).Select(type => new CustomRecordType(type))).ToDictionary(type => type.Key, StringComparer.Ordinal);
        var usable = fields.Where(field => bare.TryGetValue(field.RecordType, out var type) && type.TakesCustomFields && FieldShapes.All(field).All(shape => type.Find(shape.Name) is null)
            && (field.Kind != FieldKind.Reference || field.Settings.ReferenceTo is not { } to || bare.ContainsKey(to))).ToLookup(field => field.RecordType, StringComparer.Ordinal);
        var relations = RelationsOf(bare, usable);
        return new RecordTypes(bare.Values.Select(type => type.With([.. usable[type.Key].SelectMany(FieldShapes.All)], relations.GetValueOrDefault(type.Key) ?? [])), hidden);
    }

    /// <summary>The other end of each reference that has no name in code: <c>vehicles</c>, or <c>vehiclesByDriver</c> where that name is taken.</summary>
    private static Dictionary<string, List<Relation>> RelationsOf(Dictionary<string, RecordType> types, ILookup<string, CustomField> fields)
    {
        var relations = new Dictionary<string, List<Relation>>(StringComparer.Ordinal);
        var references = types.Values.Where(type => !type.SharesEntity).SelectMany(type => type.Fields.Select(field => (type.Key, field.Name, field.ReferenceTo)))
            .Concat(fields.SelectMany(group => group).Where(field => field.Kind == FieldKind.Reference).Select(field => (Key: field.RecordType, field.Name, field.Settings.ReferenceTo)));
        foreach (var (from, reference, target) in references)
        {
            if (target is not { } to || !types.TryGetValue(to, out var end) || end.Relations.Any(relation => relation.RecordType == from && relation.Reference == reference)) continue;
            var taken = end.Relations.Concat(relations.GetValueOrDefault(to) ?? []).Select(relation => relation.Name).ToHashSet(StringComparer.Ordinal);
            var plural = Camel(types[from].Plural);
            var name = taken.Contains(plural) || end.Find(plural) is not null ? plural + "By" + char.ToUpperInvariant(reference[0]) + reference[1..] : plural;
            if (taken.Contains(name)) continue;
            if (!relations.TryGetValue(to, out var known)) relations[to] = known = [];
            known.Add(new Relation(name, from, reference));
        }

        return relations;
    }

    private static string Camel(string slug) => string.Concat(slug.Split('-').Select((part, at) => at == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
