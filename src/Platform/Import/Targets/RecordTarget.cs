using Tandem.Core.Records;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Records;

namespace Tandem.Platform.Import.Targets;

/// <summary>Imports records of one type by their fields: what the description of the type says is all it needs.</summary>
public class RecordTarget<T>(RecordTypes types, RecordRules<T> rules) : ImportTarget where T : class, IRecord
{
    private static readonly ImportField Id = new(ImportField.OwnId, "import.field.id", FieldKind.Text) { IsRecordId = true };

    private IReadOnlyList<ImportField>? described;

    protected RecordType Type { get; } = types.Of(typeof(T))!;

    internal RecordRules<T> Rules => rules;

    public override string Key => Type.Key;

    public override IReadOnlyList<string> Words => [Type.Key, Type.Plural];

    public override bool NeedsName => GetType() == typeof(RecordTarget<T>);

    public override IReadOnlyList<ImportField> Fields => described ??= [Id, .. Type.Fields.Where(one => one.Editable && one is not { Kind: FieldKind.Reference, ReferenceTo: null }).SelectMany(Describe)];

    /// <summary>Other names of a field in files.</summary>
    protected virtual IReadOnlyList<string> WordsOf(string field) => [];

    /// <summary>Names that values of a field usually have.</summary>
    protected virtual IReadOnlyList<string> VocabularyOf(string field) => [];

    /// <summary>Whether a record that is named and missing can be made from the name.</summary>
    protected virtual bool CreatesMissing(string recordType) => false;

    /// <summary>Whether rows without a stronger key are about the record of the same title.</summary>
    protected internal virtual bool TitleTellsApart(FilePlan file) => true;

    /// <summary>Looks up what <see cref="Complete"/> needs for a batch of rows.</summary>
    protected internal virtual Task PrepareMore(ImportSession session, IReadOnlyList<ImportRow> rows, CancellationToken stop) => Task.CompletedTask;

    /// <summary>What a row says about a field.</summary>
    protected internal virtual object? ValueOf(ImportRow row, Field field) => row[field.Name];

    /// <summary>Writes what a row says beyond the fields of the type, after those.</summary>
    protected internal virtual void Complete(ImportSession session, T record, ImportRow row, bool creating)
    {
    }

    public override ImportWriter Open(ImportSession session, FilePlan file) => new RecordWriterOf<T>(session, file, this, Type);

    public override async ValueTask<Guid?> Make(ImportSession session, string title, CancellationToken stop)
    {
        var record = rules.Blank(session.Actor);
        Type.Title.Write(record, title);
        await rules.Creating(session.Db, session.Actor, record, stop);
        session.Add(record);
        return record.Id;
    }

    private IEnumerable<ImportField> Describe(Field field)
    {
        yield return new(field.Name, field.Label, field.Kind)
        {
            Words = [field.Name, .. WordsOf(field.Name)], Required = field.Required && field == Type.Title, ReferenceTo = field.ReferenceTo,
            MayCreate = field.ReferenceTo is { } to && CreatesMissing(to), IsTitle = field == Type.Title, IsKey = Type.MatchKeys.Contains(field.Name),
            Vocabulary = VocabularyOf(field.Name), Choices = field.Choices, MaxLength = field.MaxLength, TakesChoices = field is { IsCustom: true, Kind: FieldKind.Choice or FieldKind.SeveralChoices },
        };
        if (field.Kind == FieldKind.Money) yield return new(field.Name + "Currency", "import.field.amount-currency", FieldKind.Currency) { Words = [field.Name + "Currency", field.Name + " currency code"], CurrencyOf = field.Name };
    }
}
