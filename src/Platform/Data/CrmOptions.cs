using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core.Records;

namespace Tandem.Platform.Data;

/// <summary>What the one model is made of; carried in the context's options so that pooled contexts share it.</summary>
internal sealed class CrmOptions(DatabaseEngine engine, ModuleSet modules) : IDbContextOptionsExtension
{
    public DatabaseEngine Engine => engine;

    public ModuleSet Modules => modules;

    public DbContextOptionsExtensionInfo Info => new Description(this);

    public void ApplyServices(IServiceCollection services) => new EntityFrameworkRelationalServicesBuilder(services).TryAdd<IMethodCallTranslatorPlugin, CustomJsonSql>().TryAdd<IMethodCallTranslatorPlugin, FormulaSql>().TryAdd<IEvaluatableExpressionFilterPlugin, FormulaParts>();

    public void Validate(IDbContextOptions options)
    {
    }

    private sealed class Description(IDbContextOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is Description;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo)
        {
        }
    }
}

/// <summary>The modules of the product and the record types they bring.</summary>
public sealed class ModuleSet
{
    public ModuleSet(IEnumerable<Module> modules)
    {
        All = [new PlatformModule(), new Access.AccessModule(), .. modules];
        RecordTypes = new RecordTypes(All.SelectMany(module => module.RecordTypes));
    }

    public IReadOnlyList<Module> All { get; }

    public RecordTypes RecordTypes { get; }
}
