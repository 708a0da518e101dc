using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;

namespace Tandem.Platform.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can also work: the database answers, is of this version, and there is
/// room on the disk. What is wrong stands in the answer in a word, nothing secret.
/// </summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", async (WorkspaceRegistry workspaces, DiskSpace disk, HttpContext http) =>
        {
            var wrong = await Wrong(workspaces, disk, http.RequestAborted);
            return wrong is null ? Results.Text("ready") : Results.Text(wrong, statusCode: StatusCodes.Status503ServiceUnavailable);
        }).ExcludeFromDescription();
    }

    private static async Task<string?> Wrong(WorkspaceRegistry workspaces, DiskSpace disk, CancellationToken stop)
    {
        if (!disk.IsEnough) return "disk";
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            await using var db = (await workspaces.Default()).Open(Actor.System);
            var applied = (await db.Database.GetAppliedMigrationsAsync(patience.Token)).ToHashSet(StringComparer.Ordinal);
            return applied.SetEquals(db.Database.GetMigrations()) ? null : "migrations";
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return "database";
        }
    }
}

/// <summary>Whether the data folder has room for what comes next.</summary>
internal sealed class DiskSpace(TandemOptions options)
{
    private const long Least = 100L << 20;

    public bool IsEnough
    {
        get
        {
            var folder = Path.GetFullPath(options.DataFolder);
            while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent) folder = parent;
            return new DriveInfo(folder).AvailableFreeSpace >= Least;
        }
    }
}
