using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;

namespace Tandem.Platform.Tests.Data;

/// <summary>Saves of several requests share a commit; none of them may notice.</summary>
public class SavesTogetherTests
{
    [OnBothDatabases]
    public async Task A_refused_save_takes_no_other_with_it_and_leaves_nothing_of_its_own(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var refused = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            await using var db = app.Open();
            db.Add(new Team($"Team {number:00}"));
            // Every tenth wants the same row as well: one of them gets it.
            if (number % 10 == 3) db.Add(new RoleGrant { Role = Role.Sales, RecordType = "product", See = Reach.Own });
            try
            {
                await db.SaveChangesAsync();
                return false;
            }
            catch (DbUpdateException)
            {
                return true;
            }
        }));

        refused.Count(one => one).ShouldBe(3);
        await using var reading = app.Open();
        var names = await reading.Teams.Where(team => team.Name.StartsWith("Team ")).Select(team => team.Name).ToListAsync();
        names.Order().ShouldBe(Enumerable.Range(0, 40).Where(number => !refused[number]).Select(number => $"Team {number:00}"));
        (await reading.RecordEntries.CountAsync(entry => entry.RecordType == "team" && entry.Title.StartsWith("Team "))).ShouldBe(37);
        (await reading.Changes.CountAsync(change => change.RecordType == "team" && change.Kind == ChangeKinds.Created)).ShouldBe(37);
    }

    [OnBothDatabases]
    public async Task Of_two_changes_of_one_version_the_second_is_refused(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        Guid id;
        await using (var db = app.Open())
        {
            var team = new Team("North");
            db.Add(team);
            await db.SaveChangesAsync();
            id = team.Id;
        }

        await using var first = app.Open();
        await using var second = app.Open();
        (await first.Teams.FirstAsync(team => team.Id == id)).Rename("North-east");
        (await second.Teams.FirstAsync(team => team.Id == id)).Rename("North-west");
        await first.SaveChangesAsync();
        await Should.ThrowAsync<VersionChanged>(() => second.SaveChangesAsync());

        await using var reading = app.Open();
        var stored = await reading.Teams.FirstAsync(team => team.Id == id);
        (stored.Name, stored.Version).ShouldBe(("North-east", 2));
        (await reading.RecordEntries.FirstAsync(entry => entry.RecordId == id)).Title.ShouldBe("North-east");
        (await reading.Changes.CountAsync(change => change.RecordId == id && change.Kind == ChangeKinds.Updated)).ShouldBe(1);
    }

    [OnBothDatabases]
    public async Task A_save_that_nobody_waits_for_any_more_writes_nothing(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        await using var db = app.Open();
        db.Add(new Team("Too late"));
        await Should.ThrowAsync<OperationCanceledException>(() => db.SaveChangesAsync(new CancellationToken(canceled: true)));
        await using var reading = app.Open();
        (await reading.Teams.AnyAsync(team => team.Name == "Too late")).ShouldBeFalse();
    }
}
