using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Changes;
using Tandem.Platform.Cleaning;

namespace Tandem.Platform.Records.Merging;

/// <summary>What merging needs, and how a module offers it for a type of its own.</summary>
public static class MergeServices
{
    internal static void Add(IServiceCollection services) => services.AddScoped<ReferencePlaces>().AddScoped<LinkMover>().AddScoped<UnmergeRecords>().AddScoped<MergeHistory>().AddScoped(typeof(MergeRecords<>))
        .AddScoped<IFeedConsumer, StrayLinks>().AddScoped<IRelatedRecords, MergedHistory>().AddScoped<ICleaning, ForgetMerges>();
}
