using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Api;
using Tandem.Platform.Backups;
using Tandem.Platform.Changes;
using Tandem.Platform.Cleaning;
using Tandem.Platform.Files;
using Tandem.Platform.Jobs;
using Tandem.Platform.Live;

namespace Tandem.Platform.Hosting;

/// <summary>Registers what works beside the requests: jobs, the change feed, live updates, files and the daily cleaning.</summary>
internal static class BackgroundServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<JobQueue>().AddScoped<JobList>().AddScoped<ReadChanges>();
        services.AddSingleton<FileStore>().AddScoped<AddFile>().AddScoped<RemoveFile>().AddScoped<FileDownload>();
        services.AddSingleton<LiveUpdates>();
        services.AddSingleton<MakeBackup>().AddSingleton<RestoreBackup>();
        services.AddHostedService<JobRunner>().AddHostedService<RecurringJobs>().AddHostedService<FeedRunner>().AddHostedService<PostgresRelay>();
        services.AddSingleton(DailyCleaning.Daily).AddScoped<IJobHandler, DailyCleaning>();
        services.AddScoped<ICleaning, EmptyTrash>().AddScoped<ICleaning, ForgetRequests>().AddScoped<ICleaning, CutFeed>()
            .AddScoped<ICleaning, ForgetJobs>().AddScoped<ICleaning, RemoveUnusedFiles>().AddScoped<ICleaning, Fields.ForgetFields>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new MoneyJson());
        });
        services.AddSingleton<DiskSpace>();
        if (TelemetryExport.IsWanted) services.AddHostedService<TelemetryExport>();
    }
}
