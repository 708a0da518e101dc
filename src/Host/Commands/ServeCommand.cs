using System.CommandLine;
using System.Globalization;
using Tandem.Core.Localization;
using Tandem.Demo.Contracts;
using Tandem.Platform.Workspaces;

namespace Tandem.Host.Commands;

internal static class ServeCommand
{
    public static Command Make()
    {
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on (TANDEM_URLS, default http://127.0.0.1:5080)" };
        var demo = new Option<bool>("--demo") { Description = "Fill an empty workspace with demo data, and print a sign-in" };
        var language = new Option<string?>("--language") { Description = "Language of the demo data: en, fa, ru or vi (default: of the environment, else en)" };
        language.AcceptOnlyFromAmong([.. Languages.All.Select(one => one.Code)]);
        var serve = new Command("serve", "Serve the application") { urls, demo, language };
        serve.SetAction(async (command, stop) =>
        {
            var options = CommandRun.Options(command, command.GetValue(urls));
            // What keeps it from starting is thrown to here and said in one line; the host would log it as well, with its stack.
            Task<WorkspaceDatabase>? opening = null;
            var serves = false;
            await using var app = TandemApp.Build(options, customise: builder => builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => serves && level >= LogLevel.Critical),
                meanwhile: services => opening = Task.Run(() => services.GetRequiredService<WorkspaceRegistry>().Default()));
            await opening!;
            var start = command.GetValue(demo) ? await Fill(app, command, command.GetValue(language) ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, stop) : null;
            await Begin(app, stop);
            serves = true;
            Console.WriteLine($"Tandem answers at {string.Join(", ", app.Urls)}");
            foreach (var line in Lines(start)) Console.WriteLine(line);
            await app.WaitForShutdownAsync(stop);
            return 0;
        });
        return serve;
    }

    private static async Task Begin(WebApplication app, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch
        {
            // What runs in the background already ends before the services it uses do.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static async Task<DemoStart> Fill(WebApplication app, ParseResult command, string language, CancellationToken stop)
    {
        var workspace = await app.Services.GetRequiredService<WorkspaceRegistry>().Named(command.GetValue(CommandRun.Workspace)!);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Choose(workspace);
        return await scope.ServiceProvider.GetRequiredService<DemoData>().Fill(language, stop);
    }

    private static IEnumerable<string> Lines(DemoStart? start) => start?.Outcome switch
    {
        DemoOutcome.Filled => ["Demo data is in place. Sign in with", $"  e-mail    {start.Email}", $"  password  {start.Password}", "The password is not shown again."],
        DemoOutcome.AlreadyThere => [$"Demo data is already in place. Sign in as {start.Email} with the password of the first start."],
        DemoOutcome.LeftAlone => ["This workspace is in use: its data was left alone, no demo data was put in."],
        _ => [],
    };
}
