using System.Linq.Expressions;

namespace Tandem.Core.Records;

/// <summary>
/// The description of one kind of record, written once. Lists, forms, filters, the API and its OpenAPI, import, export,
/// search, the audit trail and reports all read it; none has code per entity.
/// </summary>
public abstract class RecordType
{
    private Dictionary<string, Field> byName = new(StringComparer.Ordinal);
    private List<Field> fields = [];
    private List<Relation> relations = [];

    private protected RecordType(string key, string plural, string icon)
    {
        Key = key;
        Plural = plural;
        Icon = icon;
    }

    /// <summary>In the change feed, permissions and resource keys: <c>deal</c>.</summary>
    public string Key { get; }

    /// <summary>In addresses: <c>/api/v1/deals</c>, <c>/deals</c>.</summary>
    public string Plural { get; }

    /// <summary>Address of its list; a record stands at <c>PATH/ID</c>.</summary>
    public virtual string Path => "/" + Plural;

    /// <summary>Name of the icon in the sprite.</summary>
    public string Icon { get; }

    public abstract Type EntityType { get; }

    public IReadOnlyList<Field> Fields => fields;

    /// <summary>Records of other types that refer to this one.</summary>
    public IReadOnlyList<Relation> Relations => relations;

    /// <summary>The field that names a record to people; also what a text compared with a reference means.</summary>
    public Field Title { get; private protected set; } = null!;

    /// <summary>The field that tells two of the same name apart: a domain, an e-mail.</summary>
    public Field? Subtitle { get; private protected set; }

    /// <summary>Unique keys by which an import or a batch finds an existing record, strongest first.</summary>
    public IReadOnlyList<string> MatchKeys { get; private protected set; } = [];

    /// <summary>Default order of lists, in the form of the API's <c>sort</c>.</summary>
    public string DefaultSort { get; private protected set; } = "-createdAt";

    /// <summary>What one might ask of such records: an example in the filter language.</summary>
    public string FilterExample { get; private protected set; } = "createdAt within 7 days";

    /// <summary>Resource key of the singular label; <c>type.KEY</c>, plural <c>type.KEY.plural</c>.</summary>
    public string Label => "type." + Key;

    public Field? Find(string name) => byName.GetValueOrDefault(name);

    public Field? FindByJson(string jsonName) => fields.Find(f => f.JsonName == jsonName);

    /// <summary>Whether workspaces may add fields of their own.</summary>
    public bool TakesCustomFields => typeof(ICustomizable).IsAssignableFrom(EntityType);

    /// <summary>Several types share the entity: each record says which one it is of.</summary>
    public virtual bool SharesEntity => false;

    /// <summary>This type with fields of the workspace's own, before its times, and with relations from its other types.</summary>
    public RecordType With(IReadOnlyList<CustomFieldShape> shapes, IReadOnlyList<Relation> others)
    {
        if (shapes.Count == 0 && others.Count == 0) return this;
        var own = shapes.Select(shape => CustomFieldMaker.Make(EntityType, shape)).ToList();
        var times = fields.FindIndex(field => field.Name == "createdAt");
        var all = times < 0 ? [.. fields, .. own] : fields[..times].Concat(own).Concat(fields[times..]).ToList();
        var type = Copy(all, [.. relations, .. others]);
        var unique = own.Where(field => field is { Shape.Unique: true } && (field.Folded is not null || field.Value.ReturnType == typeof(string))).Select(field => field.Name);
        // A name tells least: it stays last.
        type.MatchKeys = [.. MatchKeys.Where(key => key != Title.Name), .. unique, .. MatchKeys.Where(key => key == Title.Name)];
        return type;
    }

    /// <summary>This type as someone sees it: without the fields they may not read, and with those they may not change read-only.</summary>
    public RecordType SeenBy(Func<Field, bool> reads, Func<Field, bool> writes)
    {
        if (fields.TrueForAll(field => reads(field) && (!field.Editable || writes(field)))) return this;
        return Copy([.. fields.Where(reads).Select(field => writes(field) ? field : field.WithoutWriting())], relations);
    }

    private RecordType Copy(List<Field> withFields, List<Relation> withRelations)
    {
        var copy = (RecordType)MemberwiseClone();
        copy.fields = withFields;
        copy.byName = withFields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        copy.relations = withRelations;
        return copy;
    }

    private protected void Add(Field field)
    {
        field.Label = $"{Key}.{field.Name}";
        byName.Add(field.Name, field);
        fields.Add(field);
    }

    private protected void Add(Relation relation) => relations.Add(relation);
}

/// <summary>Describes <typeparamref name="T"/>: derive, and name the fields in the constructor in the order of the form.</summary>
public abstract class RecordType<T> : RecordType where T : class, IRecord
{
    protected RecordType(string key, string plural, string icon) : base(key, plural, icon)
    {
    }

    public override Type EntityType => typeof(T);

    public new IReadOnlyList<Field<T>> Fields => [.. base.Fields.Cast<Field<T>>()];

    protected Field<T> Text(string name, Expression<Func<T, string?>> value, Action<T, string?>? write = null) => Of(FieldKind.Text, name, value, write);

    protected Field<T> LongText(string name, Expression<Func<T, string?>> value, Action<T, string?>? write = null) => Of(FieldKind.LongText, name, value, write).AtMost(20_000);

    /// <summary>A text with a stricter form: e-mail, phone, address of a site, country, language, time zone, currency.</summary>
    protected Field<T> Text(FieldKind kind, string name, Expression<Func<T, string?>> value, Action<T, string?>? write = null) => Of(kind, name, value, write);

    protected Field<T> Choice(string name, Expression<Func<T, string?>> value, IReadOnlyList<Choice> choices, Action<T, string?>? write = null) =>
        Of(FieldKind.Choice, name, value, write).OneOf(choices);

    protected Field<T> Integer(string name, Expression<Func<T, int?>> value, Action<T, int?>? write = null) => Of(FieldKind.Integer, name, value, write);

    protected Field<T> Decimal(string name, Expression<Func<T, decimal?>> value, Action<T, decimal?>? write = null) => Of(FieldKind.Decimal, name, value, write);

    /// <summary>A share between 0 and 1, shown as percent.</summary>
    protected Field<T> Percent(string name, Expression<Func<T, decimal?>> value, Action<T, decimal?>? write = null) => Of(FieldKind.Percent, name, value, write);

    protected Field<T> Money(string name, Expression<Func<T, decimal?>> amount, Expression<Func<T, string?>> currency, Action<T, Money?>? write = null)
    {
        var amountOf = amount.Compile();
        var currencyOf = currency.Compile();
        var field = Register(new Field<T>(name, FieldKind.Money, amount,
            record => amountOf(record) is { } a ? new Money(a, currencyOf(record) ?? "") : null));
        if (write is not null) field.WrittenBy((record, value) => write(record, (Money?)value));
        return field.With(f => f.CurrencyOf = currency);
    }

    protected Field<T> Date(string name, Expression<Func<T, DateOnly?>> value, Action<T, DateOnly?>? write = null) => Of(FieldKind.Date, name, value, write);

    protected Field<T> Instant(string name, Expression<Func<T, DateTimeOffset?>> value, Action<T, DateTimeOffset?>? write = null) => Of(FieldKind.Instant, name, value, write);

    protected Field<T> YesNo(string name, Expression<Func<T, bool?>> value, Action<T, bool?>? write = null) => Of(FieldKind.YesNo, name, value, write);

    protected Field<T> Tags(string name, Expression<Func<T, List<string>?>> value, Action<T, List<string>?>? write = null) => Of(FieldKind.Tags, name, value, write);

    /// <summary>Several e-mail addresses or phone numbers with labels; filters look through <paramref name="values"/>.</summary>
    protected Field<T> ContactPoints(FieldKind kind, string name, Expression<Func<T, List<string>?>> values, Func<T, IReadOnlyList<ContactPoint>> read,
        Action<T, IReadOnlyList<ContactPoint>> write) =>
        Register(new Field<T>(name, kind, values, read)).WrittenBy((record, given) => write(record, (IReadOnlyList<ContactPoint>?)given ?? []));

    /// <summary>An id that may point to a record of any type: what a note or a task is about.</summary>
    protected Field<T> AnyReference(string name, Expression<Func<T, Guid?>> id, Action<T, Guid?>? write = null) => Of(FieldKind.Reference, name, id, write);

    /// <summary>An id that points to a record of another type. The writer that calls this has already checked that the actor may see it.</summary>
    protected Field<T> Reference(string name, string recordType, Expression<Func<T, Guid?>> id, Action<T, Guid?>? write = null) =>
        Of(FieldKind.Reference, name, id, write).With(f => f.ReferenceTo = recordType);

    /// <summary>Names the records of another type that refer to this one by a reference field of theirs.</summary>
    protected void Related(string name, string recordType, string reference) => Add(new Relation(name, recordType, reference));

    /// <summary>The times every record has; call it last.</summary>
    protected void Times()
    {
        Instant("createdAt", record => record.CreatedAt).IsIndexed();
        Instant("updatedAt", record => record.UpdatedAt).IsIndexed();
    }

    protected void Titled(Field<T> title, Field<T>? subtitle = null)
    {
        Title = title.With(f => f.InDirectory = true);
        Subtitle = subtitle?.With(f => f.InDirectory = true);
    }

    protected void MatchedBy(params string[] fields) => MatchKeys = fields;

    protected void SortedBy(string sort) => DefaultSort = sort;

    protected void AskedLike(string filter) => FilterExample = filter;

    private Field<T> Of<TValue>(FieldKind kind, string name, Expression<Func<T, TValue>> value, Action<T, TValue>? write)
    {
        var read = value.Compile();
        var field = Register(new Field<T>(name, kind, value, record => read(record)));
        if (write is not null) field.WrittenBy((record, given) => write(record, (TValue)given!));
        return field;
    }

    private Field<T> Register(Field<T> field)
    {
        Add(field);
        return field;
    }
}
