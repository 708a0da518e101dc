using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Benchmarks;

/// <summary>The program as it is deployed: a process of its own, on a database that keeps what it committed.</summary>
internal sealed class ServedTandem : IAsyncDisposable
{
    private static IAsyncDisposable? postgres;

    private readonly TandemApp beside;
    private Process process;

    private ServedTandem(TandemApp beside, Process process, Uri address)
    {
        this.beside = beside;
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>The same database from this process: to fill it, to make keys and sessions.</summary>
    public TandemApp Beside => beside;

    /// <summary>From the start of the process to its first answer that it is ready.</summary>
    public TimeSpan ColdStart { get; private set; }

    /// <summary>Memory of the process that is in RAM, in megabytes.</summary>
    public double Megabytes => ProcessMemory.Of(process, "VmRSS") ?? double.NaN;

    /// <summary>Starts the database server that all benchmarks of a run share, with durable settings.</summary>
    public static async Task NeedDatabase(DatabaseEngine engine)
    {
        if (engine == DatabaseEngine.Postgres && postgres is null)
            postgres = await PostgresServer.StartDurable(administrator => Environment.SetEnvironmentVariable("TANDEM_TEST_POSTGRES", administrator));
    }

    public static async Task<ServedTandem> Start(DatabaseEngine engine)
    {
        await NeedDatabase(engine);
        var app = await TandemApp.Start(engine, customise: WithoutBackground);
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var served = new ServedTandem(app, Begin(app, address), address);
        await served.Ready();
        return served;
    }

    /// <summary>Ends the process and starts it again on the same database.</summary>
    public async Task Restart()
    {
        await End();
        process = Begin(beside, Address);
        await Ready();
    }

    /// <summary>The API with the key of an administrator, or of a program with this role in a team.</summary>
    public async Task<HttpClient> Api(Role role = Role.Administrator, Team? team = null)
    {
        using var api = await beside.Api(role, team);
        return new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 })
        {
            BaseAddress = new Uri(Address, "/api/v1/"), DefaultRequestHeaders = { Authorization = api.Http.DefaultRequestHeaders.Authorization },
        };
    }

    /// <summary>The pages as this person sees them.</summary>
    public async Task<HttpClient> Pages(TestPerson person)
    {
        var (name, value) = await beside.SessionOf(person);
        return new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 10_000, UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = Address, DefaultRequestHeaders = { { "Cookie", $"{name}={value}" } },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        await beside.DisposeAsync();
    }

    public static async Task StopDatabase()
    {
        if (postgres is not null) await postgres.DisposeAsync();
        postgres = null;
    }

    /// <summary>The work behind the requests is the served process's own: it counts with what is measured.</summary>
    private static void WithoutBackground(WebApplicationBuilder builder)
    {
        foreach (var service in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(CrmDb).Assembly).ToList())
            builder.Services.Remove(service);
    }

    private static Process Begin(TandemApp app, Uri address) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        [Path.Combine(AppContext.BaseDirectory, "Tandem.Host.dll"), "serve", "--data", app.DataFolder, "--db", app.Database.Given, "--urls", address.ToString().TrimEnd('/')])
    {
        UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
    })!;

    private async Task Ready()
    {
        var watch = Stopwatch.StartNew();
        _ = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException("The server did not start: " + await errors);
            try
            {
                if ((await http.GetAsync(new Uri(Address, "/health/ready"))).StatusCode == HttpStatusCode.OK) break;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // Not listening, or busy with its first request.
            }

            await Task.Delay(5);
        }

        ColdStart = watch.Elapsed;
    }

    private async Task End()
    {
        if (!process.HasExited)
        {
            using (Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>What the system says about the memory of a process.</summary>
internal static class ProcessMemory
{
    /// <param name="figure">VmRSS for now, VmHWM for the most so far.</param>
    /// <returns>Megabytes; null when the process has ended.</returns>
    public static double? Of(Process process, string figure)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(one => one.StartsWith(figure, StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
