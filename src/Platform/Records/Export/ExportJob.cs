using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core.Records;
using Tandem.Platform.Files;
using Tandem.Platform.Jobs;
using Tandem.Platform.Records.Bulk;

namespace Tandem.Platform.Records.Export;

/// <summary>What is exported.</summary>
/// <param name="RecordType">Key of the type.</param>
/// <param name="Fields">JSON names; null for all.</param>
public sealed record ExportArguments(string RecordType, string? Filter, string? Sort, string? Search, IReadOnlyList<string>? Fields, SheetFormat Format);

/// <param name="Records">How many records the file holds.</param>
public sealed record ExportOutcome(long Records);

/// <summary>Writes an export in the background, as whoever asked for it may see the records. Broken off, it begins again: a file is whole or not there.</summary>
internal sealed class ExportJob(IServiceScopeFactory scopes, CurrentWorkspace workspace) : IJobHandler
{
    public const string JobKind = "export";

    private static readonly MethodInfo OfType = typeof(ExportJob).GetMethod(nameof(Write), BindingFlags.NonPublic | BindingFlags.Static)!;

    public string Kind => JobKind;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var arguments = job.Arguments<ExportArguments>();
        await using var scope = scopes.CreateAsyncScope();
        var type = BulkScope.Begin(scope.ServiceProvider, workspace, job.Actor, arguments.RecordType);
        await (Task)OfType.MakeGenericMethod(type.EntityType).Invoke(null, [scope.ServiceProvider, job, type, arguments, stop])!;
    }

    private static async Task Write<T>(IServiceProvider services, JobContext job, RecordType type, ExportArguments arguments, CancellationToken stop) where T : class, IRecord
    {
        var reader = services.GetRequiredService<RecordReader<T>>();
        var request = new ListRequest(arguments.Filter, arguments.Sort, Search: arguments.Search);
        var total = (await reader.Estimate(job.Actor, request, stop)).Rows;
        job.Report(0, total);
        await using var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var records = await services.GetRequiredService<RecordExport<T>>().Write(job.Actor, request, arguments.Fields?.ToHashSet(StringComparer.Ordinal), arguments.Format, file, stop, done =>
        {
            job.Report(done, Math.Max(total, done));
            return Task.CompletedTask;
        });
        job.Report(records, records);
        file.Position = 0;
        await using var db = services.GetRequiredService<Crm>().Open(job.Actor);
        var kept = await services.GetRequiredService<AddFile>().ForJob(db, job.Id, file, type.Plural + SheetWriter.Ending(arguments.Format), stop);
        await db.SaveChangesAsync(stop);
        job.Finish(new ExportOutcome(records), kept.Id);
    }
}
