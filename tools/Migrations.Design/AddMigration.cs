using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Host;
using Tandem.Platform.Data;

namespace Tandem.Migrations.Design;

/// <summary>Writes a migration for each database from the difference between the model and the last snapshot.</summary>
internal static class AddMigration
{
    private static int Main(string[] args)
    {
        if (args is not [var name, var root])
        {
            Console.Error.WriteLine("usage: bin/migration NAME");
            return 2;
        }

        foreach (var (engine, address) in ((string, DatabaseAddress)[])
            [("Sqlite", DatabaseAddress.SqliteFile("design.db")), ("Postgres", new(DatabaseEngine.Postgres, "Host=localhost;Database=design"))])
            Console.WriteLine(Write(name, Path.Combine(root, "src", "Migrations." + engine), "Tandem.Migrations." + engine, address));
        return 0;
    }

    private static string Write(string name, string project, string space, DatabaseAddress address)
    {
        using var db = new CrmDb(CrmDbSetup.Options(address, Modules.All()));
        var reporter = new OperationReporter(new OperationReportHandler(Console.Error.WriteLine));
        var services = new DesignTimeServicesBuilder(typeof(AddMigration).Assembly, typeof(AddMigration).Assembly, reporter, []).Build(db);
        using var scope = services.CreateScope();
        var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
        var migration = scaffolder.ScaffoldMigration(name, space, subNamespace: null, language: null, dryRun: true);
        return scaffolder.Save(project, migration, outputDir: null, dryRun: false).MigrationFile!;
    }
}
