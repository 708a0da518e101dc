using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records.Merging;

namespace Tandem.Platform.Import.Running;

/// <summary>Finds records by the fields that name them, many at a time.</summary>
internal abstract class KeyReader
{
    /// <summary>Pairs of a key in folded form and the record that has it.</summary>
    public abstract Task<List<(string Key, Guid Id)>> Find(CrmDb db, Field field, IReadOnlyCollection<string> texts, CancellationToken stop);

    /// <summary>Some titles of the type, for suggestions.</summary>
    public abstract Task<List<string>> Titles(CrmDb db, RecordType type, int most, CancellationToken stop);

    public static KeyReader Of(RecordType type) => (KeyReader)Activator.CreateInstance(typeof(KeyReader<>).MakeGenericType(type.EntityType), type)!;

    /// <summary>Fields by which a record can be named: its match keys and its title, as far as they are single texts.</summary>
    public static IEnumerable<Field> NamingFields(RecordType type) => type.MatchKeys.Select(key => type.Find(key)).Append(type.Title).OfType<Field>()
        .Where(field => field.Folded is not null || field.Value.ReturnType == typeof(string)).Distinct();
}

internal sealed class KeyReader<T>(RecordType of) : KeyReader where T : class, IRecord
{
    public override async Task<List<(string Key, Guid Id)>> Find(CrmDb db, Field field, IReadOnlyCollection<string> texts, CancellationToken stop)
    {
        var column = (Expression<Func<T, string?>>)(field.Folded ?? field.Value);
        var forms = texts.Select(text => Folding.Fold(text)).SelectMany(text => (string[])[text, text.ToUpperInvariant()]);
        if (field.Folded is null) forms = forms.Concat(texts);
        var wanted = new Wanted(forms.Distinct(StringComparer.Ordinal).ToArray());
        var pairs = (await db.Set<T>().AsNoTracking().Of(of).Where(row => row.DeletedAt == null).Where(Among(column, wanted)).Select(Pair(column)).ToListAsync(stop)).ConvertAll(pair => (Key: Folding.Fold(pair.Key) ?? "", pair.Id));
        // A key of a record that was merged away finds its survivor.
        var hidden = (await db.Set<T>().AsNoTracking().Of(of).Where(row => row.DeletedAt != null).Where(Among(column, wanted)).Select(Pair(column)).ToListAsync(stop)).ConvertAll(pair => (Key: Folding.Fold(pair.Key) ?? "", pair.Id));
        var survivors = hidden.Count == 0 ? new Dictionary<Guid, Guid>() : await Aliases.Survivors(db, hidden.Select(pair => pair.Id), stop);
        pairs.AddRange(hidden.Where(pair => survivors.ContainsKey(pair.Id) && !pairs.Exists(living => living.Key == pair.Key)).Select(pair => (pair.Key, survivors[pair.Id])).Distinct().ToList());
        return pairs;
    }

    public override async Task<List<string>> Titles(CrmDb db, RecordType type, int most, CancellationToken stop)
    {
        if (type.Title.Value is not Expression<Func<T, string?>> title) return [];
        return [.. (await db.Set<T>().AsNoTracking().Of(of).Where(row => row.DeletedAt == null).Select(title).Take(most).ToListAsync(stop)).OfType<string>()];
    }

    /// <summary><c>row => wanted.Keys.Contains(column(row))</c>, with the keys as a parameter of the query.</summary>
    internal static Expression<Func<T, bool>> Among(Expression<Func<T, string?>> column, Wanted wanted) => Expression.Lambda<Func<T, bool>>(
        Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(string)],
            // One parameter however many keys there are: the query is translated once.
            Expression.Call(typeof(EF), nameof(EF.Parameter), [typeof(IEnumerable<string?>)], Expression.Property(Expression.Constant(wanted), nameof(Wanted.Keys))), column.Body),
        column.Parameters);

    private static Expression<Func<T, Found>> Pair(Expression<Func<T, string?>> column) => Expression.Lambda<Func<T, Found>>(
        Expression.MemberInit(Expression.New(typeof(Found)),
            Expression.Bind(typeof(Found).GetProperty(nameof(Found.Key))!, column.Body),
            Expression.Bind(typeof(Found).GetProperty(nameof(Found.Id))!, Expression.Property(column.Parameters[0], nameof(IRecord.Id)))),
        column.Parameters);

    internal sealed record Wanted(IEnumerable<string?> Keys);

    internal sealed class Found
    {
        public string? Key { get; set; }

        public Guid Id { get; set; }
    }
}
