using Tandem.Benchmarks;

var all = typeof(Benchmark).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Benchmark)) && !type.IsAbstract)
    .Select(type => (Benchmark)Activator.CreateInstance(type)!).OrderBy(one => one.Name, StringComparer.Ordinal).ToList();

if (args is [] or ["-h" or "--help", ..])
{
    foreach (var one in all) Console.WriteLine($"  {one.Name,-10} {one.About}");
    return 0;
}

var wanted = args[0] == "all" ? all : all.Where(one => one.Name == args[0]).ToList();
if (wanted.Count == 0)
{
    await Console.Error.WriteLineAsync($"There is no benchmark {args[0]}; known are {string.Join(", ", all.Select(one => one.Name))}.");
    return 2;
}

foreach (var one in wanted)
{
    var report = new Report(one.Name);
    await one.Run(Options.Parse(args[1..]), report);
    report.Print();
}

return 0;
