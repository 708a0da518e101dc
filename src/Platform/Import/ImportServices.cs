using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Files;
using Tandem.Platform.Import.Pages;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Reverting;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Import;

/// <summary>Registers the import.</summary>
internal static class ImportServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ImportTarget, UserTarget>().AddScoped<ImportTargets>().AddScoped<Recogniser>();
        services.AddScoped<ImportRunner>().AddScoped<FieldRestorer>().AddScoped(provider => new BatchReverter(provider.GetRequiredService<Crm>(), provider.GetRequiredService<FieldRestorer>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<IJobHandler, ImportJob>().AddScoped<IJobHandler, RevertJob>().AddScoped<IJobHandler, ReadJob>();
        services.AddScoped(provider => new Imports(provider.GetRequiredService<Crm>(), provider.GetRequiredService<AddFile>(), provider.GetRequiredService<FileStore>(), provider.GetRequiredService<Recogniser>(),
            provider.GetRequiredService<ImportTargets>(), provider.GetRequiredService<ImportRunner>(), provider.GetRequiredService<JobQueue>(), provider.GetRequiredService<JobList>(), provider.GetRequiredService<NewChoices>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<NewChoices>().AddScoped<RefusedRows>().AddScoped<ImportQuery>().AddScoped<PlanForm>().AddSingleton<WorkHere>();
    }
}
