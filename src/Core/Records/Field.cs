using System.Linq.Expressions;

namespace Tandem.Core.Records;

/// <summary>One field of a record type, as every mechanism sees it: lists, forms, filters, API, import, export, reports.</summary>
public abstract class Field
{
    private protected Field(string name, FieldKind kind, LambdaExpression value)
    {
        Name = name;
        Kind = kind;
        Value = value;
    }

    /// <summary>In the API and in filters: camelCase. A reference is named without <c>Id</c> (<c>company</c>); its JSON name is <see cref="JsonName"/>.</summary>
    public string Name { get; }

    public FieldKind Kind { get; }

    /// <summary><c>companyId</c> for the reference <c>company</c>, the name otherwise.</summary>
    public string JsonName => Kind == FieldKind.Reference ? Name + "Id" : Name;

    /// <summary>Resource key of the label.</summary>
    public string Label { get; internal set; } = "";

    /// <summary>Entity to value. A money field gives its amount (<c>decimal?</c>), a reference the id (<c>Guid?</c>), tags a <c>List&lt;string&gt;</c>.</summary>
    public LambdaExpression Value { get; }

    /// <summary>Entity to the folded form that text comparisons use; null where the value itself is stored folded or is not text.</summary>
    public LambdaExpression? Folded { get; internal set; }

    /// <summary>Entity to the column that orders this field; null when the value orders itself.</summary>
    public LambdaExpression? SortKey { get; internal set; }

    /// <summary>Entity to the joined members of a list that is kept as text (<see cref="CustomJson.Separator"/>); null where the database knows the list itself.</summary>
    public LambdaExpression? Members { get; internal set; }

    /// <summary>Entity to the ISO code beside a money field's amount.</summary>
    public LambdaExpression? CurrencyOf { get; internal set; }

    /// <summary>Key of the record type that a reference points to; null for a reference to records of any type.</summary>
    public string? ReferenceTo { get; internal set; }

    /// <summary>Fixed choices; choices that the workspace edits are record types of their own.</summary>
    public IReadOnlyList<Choice> Choices { get; internal set; } = [];

    public bool Required { get; internal set; }

    /// <summary>Whether create and patch may set it. Fields with a rule of their own are changed by their use case.</summary>
    public bool Editable { get; internal set; }

    /// <summary>Set at creation only (a deal's pipeline).</summary>
    public bool CreateOnly { get; internal set; }

    /// <summary>Part of the text that search looks through.</summary>
    public bool Searchable { get; internal set; }

    /// <summary>Stands in the directory of records: a change of it refreshes the entry.</summary>
    public bool InDirectory { get; internal set; }

    /// <summary>Has an index: sorting and filtering by it stays fast at a million rows.</summary>
    public bool Indexed { get; internal set; }

    /// <summary>A column of the list until the user chooses others.</summary>
    public bool Listed { get; internal set; }

    public Sensitivity Sensitivity { get; internal set; }

    /// <summary>A number that is read without separators: a year.</summary>
    public bool Year { get; internal set; }

    /// <summary>Longest accepted text.</summary>
    public int MaxLength { get; internal set; } = 500;

    /// <summary>What the workspace says about a field of its own; null for the product's fields.</summary>
    public CustomFieldShape? Shape { get; internal set; }

    /// <summary>A field that the workspace added.</summary>
    public bool IsCustom => Shape is not null;

    /// <summary>The same field for someone who may not change it.</summary>
    internal Field WithoutWriting()
    {
        var copy = (Field)MemberwiseClone();
        copy.Editable = false;
        return copy;
    }

    /// <summary>Reads the value from an entity in memory.</summary>
    public abstract object? Read(object record);

    /// <summary>Hands a value of the kind's CLR type to the entity's own method. Throws <see cref="Refused"/> when a rule says no.</summary>
    public abstract void Write(object record, object? value);
}

/// <summary>A field of <typeparamref name="T"/>. Built by <see cref="RecordType{T}"/>; the methods read as a description.</summary>
public sealed class Field<T> : Field where T : class
{
    private readonly Func<T, object?> read;
    private Action<T, object?>? write;

    internal Field(string name, FieldKind kind, LambdaExpression value, Func<T, object?> read) : base(name, kind, value) => this.read = read;

    public override object? Read(object record) => read((T)record);

    public override void Write(object record, object? value)
    {
        if (write is null) throw Core.Refused.On(Name, RecordRefusals.ReadOnlyField, ("field", Name));
        write((T)record, value);
    }

    internal Field<T> With(Action<Field> change)
    {
        change(this);
        return this;
    }

    internal Field<T> WrittenBy(Action<T, object?> writer)
    {
        write = writer;
        Editable = true;
        return this;
    }

    public Field<T> IsRequired() => With(f => f.Required = true);

    public Field<T> IsSearchable() => With(f => f.Searchable = f.InDirectory = true);

    /// <summary>A change of it refreshes the record's entry in the directory.</summary>
    public Field<T> IsInDirectory() => With(f => f.InDirectory = true);

    public Field<T> IsIndexed() => With(f => f.Indexed = true);

    public Field<T> IsListed() => With(f => f.Listed = true);

    public Field<T> IsPersonal() => With(f => f.Sensitivity = Sensitivity.Personal);

    public Field<T> IsYear() => With(f => f.Year = true);

    public Field<T> AtMost(int characters) => With(f => f.MaxLength = characters);

    public Field<T> OnlyAtCreation() => With(f => f.CreateOnly = true);

    public Field<T> FoldedBy(Expression<Func<T, string?>> folded) => With(f => f.Folded = folded);

    public Field<T> SortedBy(Expression<Func<T, string?>> sortKey) => With(f => f.SortKey = sortKey);

    /// <summary>Takes its label from another key than <c>TYPE.NAME</c>.</summary>
    public Field<T> Labelled(string key) => With(f => f.Label = key);

    /// <summary>Lists order a money field by this, where amounts of several currencies must be compared.</summary>
    public Field<T> OrderedBy(Expression<Func<T, decimal?>> key) => With(f => f.SortKey = key);

    public Field<T> OneOf(IReadOnlyList<Choice> choices) => With(f => f.Choices = choices);
}

/// <summary>Refusals that every record type shares.</summary>
public static class RecordRefusals
{
    public const string ReadOnlyField = "record.read-only-field";
    public const string UnknownField = "record.unknown-field";
    public const string RequiredField = "record.required-field";
    public const string WrongType = "record.wrong-type";
    public const string TooLong = "record.too-long";
    public const string UnknownChoice = "record.unknown-choice";
    public const string OutOfBounds = "record.out-of-bounds";
    public const string NotUnique = "record.not-unique";
    public const string UnknownReference = "record.unknown-reference";

    /// <summary>Its <c>{what}</c> says who changed which field to what.</summary>
    public const string ChangedMeanwhile = "record.changed-meanwhile";
}
