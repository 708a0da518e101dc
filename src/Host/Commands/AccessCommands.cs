using System.CommandLine;
using System.CommandLine.Parsing;
using Tandem.Platform.Access;

namespace Tandem.Host.Commands;

internal static class AccessCommands
{
    public static IEnumerable<Command> Make() => [UserCommand(), KeyCommand()];

    private static Command UserCommand()
    {
        var email = new Argument<string>("email");
        var role = new Option<Role>("--role") { Description = "Administrator, Manager, Sales, Marketing, Service or ReadOnly", Required = true, CustomParser = RoleOf };
        var name = new Option<string?>("--name") { Description = "Full name (default: from the e-mail)" };
        var add = new Command("add", "Add a user and print the link to choose a password") { email, role, name };
        add.SetAction((command, stop) => CommandRun.InWorkspace(command, async (services, workspace) =>
        {
            var invitation = await services.GetRequiredService<InviteUser>().Run(Actor.System,
                new InviteUser.Request(command.GetValue(name) ?? command.GetValue(email)!.Split('@')[0], command.GetValue(email)!, command.GetValue(role), TeamId: null), stop);
            Console.WriteLine(CommandRun.Options(command).Urls.Split(';')[0].TrimEnd('/') + invitation.PasswordPath);
            return 0;
        }));
        return new Command("user", "Users") { add };
    }

    private static Command KeyCommand()
    {
        var name = new Argument<string>("name");
        var role = new Option<Role>("--role") { Description = "What the key may do", DefaultValueFactory = _ => Role.Administrator, CustomParser = RoleOf };
        var add = new Command("add", "Add an API key and print it, once, alone on the last line") { name, role };
        add.SetAction((command, stop) => CommandRun.InWorkspace(command, async (services, workspace) =>
        {
            var secret = await services.GetRequiredService<MakeApiKey>().Run(Actor.System, new MakeApiKey.Request(command.GetValue(name)!, command.GetValue(role), TeamId: null), stop);
            Console.WriteLine(secret);
            return 0;
        }));
        return new Command("key", "API keys") { add };
    }

    private static Role RoleOf(ArgumentResult given)
    {
        var name = given.Tokens[0].Value;
        if (Enum.TryParse<Role>(name, ignoreCase: true, out var role) && !char.IsAsciiDigit(name[0])) return role;
        given.AddError($"There is no role {name}; known are {string.Join(", ", Enum.GetNames<Role>())}.");
        return default;
    }
}
