using Tandem.Activities.Contracts;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Demo.Filling;

/// <summary>What was done, written down and is still to be done.</summary>
internal sealed class DemoActivities
{
    private readonly DemoScene scene;
    private readonly Dice dice;
    private readonly List<NewTask> tasks = [];
    private readonly List<NewNote> notes = [];

    public DemoActivities(DemoScene scene, DemoCustomers customers, DemoDeals deals)
    {
        (this.scene, dice) = (scene, scene.Dice);
        foreach (var deal in deals.All) Accompany(deal);
        foreach (var company in customers.Companies.Where(_ => dice.Chance(0.3)))
            notes.Add(new NewNote("company", company.Id, dice.Of(scene.Words.CompanyNotes), new Past(Between(company.Past!.At, scene.Now), company.OwnerId)) { Pinned = dice.Chance(0.3) });
        Today();
    }

    public IEnumerable<IRecord> Records => CreateActivities.Make(notes, tasks, scene.Zone);

    private void Accompany(DemoDeal deal)
    {
        var plan = deal.Plan;
        for (var place = 0; place < plan.Stays.Count; place++)
        {
            var from = plan.Stays[place].EnteredAt;
            var to = place + 1 < plan.Stays.Count ? plan.Stays[place + 1].EnteredAt : deal.Open ? scene.Now : from;
            if (to <= from) continue;
            if (dice.Chance(0.35)) Did(deal, from, to);
            if (dice.Chance(0.2)) notes.Add(new NewNote("deal", plan.Id, dice.Of(deal.Home ? scene.Words.HomeNotes : scene.Words.Notes), new Past(Between(from, to), plan.OwnerId)));
        }

        if (deal.Open && dice.Chance(0.78)) Plan(deal);
    }

    private void Did(DemoDeal deal, DateTimeOffset from, DateTimeOffset to)
    {
        var (kind, subject) = Split(dice.Of(scene.Words.Steps));
        var made = Between(from, to);
        var done = Between(made, to);
        tasks.Add(new NewTask(subject, new Past(made, deal.Plan.OwnerId))
        {
            Kind = kind, AboutType = "deal", AboutId = deal.Plan.Id, AssigneeId = deal.Plan.OwnerId, Due = DateOnly.FromDateTime(done.UtcDateTime),
            DoneAt = done, Outcome = dice.Chance(0.6) ? dice.Of(scene.Words.Outcomes) : null,
        });
    }

    /// <summary>The next step: mostly in the days to come, sometimes late.</summary>
    private void Plan(DemoDeal deal)
    {
        var (kind, subject) = Split(dice.Of(scene.Words.Steps));
        var due = scene.Today.AddDays(dice.Chance(0.2) ? -dice.Between(1, 6) : dice.Between(0, 14));
        tasks.Add(new NewTask(subject, new Past(Between(deal.Since, scene.Now), deal.Plan.OwnerId))
        {
            Kind = kind, AboutType = "deal", AboutId = deal.Plan.Id, AssigneeId = deal.Plan.OwnerId, Due = due,
            Time = kind is "call" or "meeting" && dice.Chance(0.5) ? new TimeOnly(dice.Between(9, 16), 15 * dice.Between(0, 3)) : null, Urgent = dice.Chance(0.12),
        });
    }

    /// <summary>What whoever opens the demonstration finds on their desk.</summary>
    private void Today()
    {
        int[] days = [-3, -1, 0, 0, 1, 3];
        for (var i = 0; i < scene.Words.OwnSteps.Length; i++)
        {
            var (kind, subject) = Split(scene.Words.OwnSteps[i]);
            tasks.Add(new NewTask(subject, new Past(scene.WorkTime(6), scene.Administrator.Id))
            { Kind = kind, AssigneeId = scene.Administrator.Id, Due = scene.Today.AddDays(days[i % days.Length]), Urgent = i == 0 });
        }
    }

    private DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to) => from + ((to - from) * dice.Share());

    private static (string Kind, string Subject) Split(string line) => line.Split('|') is [var kind, var subject] ? (kind, subject) : throw new InvalidOperationException($"{line} names no kind.");
}
