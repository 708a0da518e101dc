using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Settings;

namespace Tandem.Customers.Tests.Merging;

internal static class Selling
{
    /// <summary>A pipeline, so that there can be deals: what setting the workspace up makes.</summary>
    public static Task BeginSelling(this TandemApp app) => app.Run<IEnumerable<ISetUpStep>, bool>(async steps =>
    {
        await using var db = app.Open();
        var workspace = await db.Set<Workspace>().AsNoTracking().FirstAsync();
        foreach (var step in steps) await step.Run(db, workspace, CancellationToken.None);
        return true;
    });

    /// <summary>Where the rows of a table point by a column.</summary>
    public static async Task<List<(Guid Row, Guid To)>> Links(this CrmDb db, string table, string column)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL";
        var links = new List<(Guid, Guid)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) links.Add((Id(reader.GetValue(0)), Id(reader.GetValue(1))));
        return links;
    }

    private static Guid Id(object value) => value is byte[] bytes ? new Guid(bytes, bigEndian: true) : (Guid)value;
}
