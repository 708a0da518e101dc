using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Tandem.Platform.Data;

/// <summary>Makes SQLite read the first table of a query along a named index; a query that is tagged with <see cref="For"/> says so.</summary>
internal sealed partial class IndexHint : DbCommandInterceptor
{
    public static readonly IndexHint Instance = new();

    private const string Tag = "-- along ";

    /// <summary>The tag for a query.</summary>
    /// <param name="index">A name of the model's.</param>
    public static string For(string index) => "along " + index;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(Tag, StringComparison.Ordinal))
        {
            var index = command.CommandText[Tag.Length..command.CommandText.IndexOf('\n', StringComparison.Ordinal)].Trim();
            command.CommandText = FirstTable().Replace(command.CommandText, $"$0 INDEXED BY \"{index}\"", 1);
        }

        return new(result);
    }

    [GeneratedRegex("FROM \"[a-z_]+\" AS \"[a-z0-9]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstTable();
}
