using Microsoft.AspNetCore.Identity;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Demo.Filling;

/// <summary>Teams and users. None of the users can sign in: they have no password.</summary>
internal static class DemoStaff
{
    public static async Task Hire(CrmDb db, DemoScene scene, ILookupNormalizer normalizer, CancellationToken stop)
    {
        var teams = scene.Words.Teams;
        var sales = new Team(teams[0]);
        var business = new Team(teams[1], sales.Id);
        var home = new Team(teams[2], sales.Id);
        var service = new Team(teams[3]);
        db.AddRange(sales, business, home, service);
        User Hired(Role role, Team team)
        {
            var name = scene.Names.Next();
            var user = new User(name.Shown, null, role, team.Id);
            user.SignInWith(scene.Names.Email(name, scene.Words.Domain), normalizer);
            db.Add(user);
            return user;
        }

        sales.LeadId = Hired(Role.Manager, sales).Id;
        business.LeadId = Hired(Role.Manager, business).Id;
        scene.BusinessSellers = [.. Enumerable.Range(0, 6).Select(_ => Hired(Role.Sales, business))];
        scene.HomeSellers = [.. Enumerable.Range(0, 3).Select(_ => Hired(Role.Sales, home))];
        scene.ServiceSellers = [.. Enumerable.Range(0, 2).Select(_ => Hired(Role.Sales, service))];
        Hired(Role.Service, service);
        Hired(Role.Marketing, home);
        Hired(Role.ReadOnly, sales);
        await db.SaveChangesAsync(stop);
    }
}
