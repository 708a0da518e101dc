using Tandem.Core.Text;

namespace Tandem.Core.Filters;

/// <summary>Finds what the names in a filter mean.</summary>
internal sealed class Subjects(RecordTypes all)
{
    public const string Currency = "currency";

    /// <summary>Names separated by dots, each with its place in the text.</summary>
    public Subject Resolve(RecordType start, IReadOnlyList<Token> names)
    {
        var hops = new List<Hop>();
        var type = start;
        for (var i = 0; ; i++)
        {
            var field = Find(type, names[i]);
            if (i == names.Count - 1) return new(hops, field, Follow(field));
            if (field.Kind == FieldKind.Money && i == names.Count - 2)
            {
                if (!names[i + 1].Is(Currency)) throw names[i + 1].Error(FilterErrors.UnknownField, Currency, ("field", names[i + 1].Text));
                return new(hops, field, null, OfCurrency: true);
            }

            if (Follow(field) is not { } target) throw names[i + 1].Error(FilterErrors.NotAReference, ("field", names[i].Text));
            if (hops.Count == FilterLimits.Hops) throw names[i].Error(FilterErrors.PathTooLong, ("max", FilterLimits.Hops));
            hops.Add(new(field, target));
            type = target;
        }
    }

    public CountedRelation Relation(RecordType type, Token name)
    {
        var relation = type.Relations.FirstOrDefault(r => name.Is(r.Name));
        if (relation is null || all.Find(relation.RecordType) is not { } target)
        {
            throw name.Error(FilterErrors.UnknownRelation, Similarity.Best(name.Text, type.Relations.Select(r => r.Name)), ("relation", name.Text));
        }

        return new(relation, target, target.Find(relation.Reference)
            ?? throw new InvalidOperationException($"The relation {type.Key}.{relation.Name} names a reference that {target.Key} does not have."));
    }

    private RecordType? Follow(Field field) => field.ReferenceTo is { } key ? all.Find(key) : null;

    /// <summary>A field by its name or JSON name, exactly or but for case.</summary>
    public static Field Find(RecordType type, Token name) =>
        type.Find(name.Text) ?? type.FindByJson(name.Text)
        ?? type.Fields.FirstOrDefault(field => name.Is(field.Name))
        ?? throw name.Error(FilterErrors.UnknownField, Similar(type, name.Text), ("field", name.Text));

    private static string? Similar(RecordType type, string name) => Similarity.Best(name, type.Fields.Select(field => field.Name), atLeast: 0.75);
}
