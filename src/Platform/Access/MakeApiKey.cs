using Tandem.Core;
using Tandem.Core.Records;

namespace Tandem.Platform.Access;

/// <summary>Makes a key for a program. The answer is the secret: it is shown once and not stored.</summary>
public sealed class MakeApiKey(Crm crm)
{
    public sealed record Request(string Name, Role Role, Guid? TeamId);

    public async Task<string> Run(Actor actor, Request request, CancellationToken stop)
    {
        actor.DemandAdministrator();
        if (string.IsNullOrWhiteSpace(request.Name)) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        if (request.Name.Trim().Length > User.MaxNameLength) throw Refused.On("name", RecordRefusals.TooLong, ("field", "name"), ("max", User.MaxNameLength));
        await using var db = crm.Open(actor);
        await db.DemandTeam(request.TeamId, stop);
        var (key, secret) = ApiKey.Make(request.Name, request.Role, request.TeamId);
        db.Add(key);
        await db.SaveChangesAsync(stop);
        return secret;
    }
}
