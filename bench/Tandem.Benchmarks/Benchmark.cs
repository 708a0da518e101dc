using Tandem.Platform.Data;

namespace Tandem.Benchmarks;

/// <summary>One thing to measure. A class in this project is all that a new benchmark needs: <c>bin/bench NAME</c> finds it.</summary>
internal abstract class Benchmark
{
    /// <summary>What <c>bin/bench</c> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>One line for <c>--help</c>.</summary>
    public abstract string About { get; }

    public abstract Task Run(Options options, Report report);
}

/// <summary><c>--name value</c> pairs of the command line.</summary>
internal sealed class Options(IReadOnlyDictionary<string, string> given)
{
    public static Options Parse(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) throw new ArgumentException($"{args[i]} is no option; options are --name value.", nameof(args));
            given[args[i][2..]] = i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "true";
        }

        return new(given);
    }

    public int Number(string name, int standard) => given.TryGetValue(name, out var text) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : standard;

    /// <summary><c>--engine sqlite|postgres</c>, or both.</summary>
    public IReadOnlyList<DatabaseEngine> Engines => Text("engine", "both") switch { "sqlite" => [DatabaseEngine.Sqlite], "postgres" => [DatabaseEngine.Postgres], _ => [DatabaseEngine.Sqlite, DatabaseEngine.Postgres] };

    public string Text(string name, string standard) => given.GetValueOrDefault(name, standard);
}
