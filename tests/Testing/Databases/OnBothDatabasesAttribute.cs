using System.Reflection;
using System.Runtime.CompilerServices;
using Tandem.Platform.Data;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Tandem.Testing.Databases;

/// <summary>Runs the test once on SQLite and once on PostgreSQL: its parameter is the <see cref="DatabaseEngine"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothDatabasesAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : TheoryAttribute(sourceFilePath, sourceLineNumber), IDataAttribute
{
    bool? IDataAttribute.Explicit => null;

    string? IDataAttribute.Label => null;

    string? IDataAttribute.Skip => null;

    Type? IDataAttribute.SkipType => null;

    string? IDataAttribute.SkipUnless => null;

    string? IDataAttribute.SkipWhen => null;

    string? IDataAttribute.TestDisplayName => null;

    int? IDataAttribute.Timeout => null;

    string[]? IDataAttribute.Traits => null;

    public ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<DatabaseEngine>().Select(engine => new TheoryDataRow(engine))]);

    public bool SupportsDiscoveryEnumeration() => true;
}
