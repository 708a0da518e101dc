using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Demo.Contracts;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Settings;
using Tandem.Platform.Workspaces;
using Tandem.Sales.Contracts;

namespace Tandem.Demo.Filling;

/// <summary>
/// Fills an empty workspace: sets it up as a new administrator would, and puts the demonstration on top of that as one batch, so that removing
/// the batch leaves a workspace that was just set up. All in one transaction: it is there as a whole or not at all.
/// </summary>
internal sealed class FillWorkspace(Crm crm, SetUpWorkspace setUp, ILookupNormalizer normalizer, DealIntake sales, TimeProvider clock)
{
    public const string Email = "demo@tandem.example";

    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    public async Task<DemoStart> Run(string language, CancellationToken stop)
    {
        await using var db = crm.Open(Actor.System);
        await using var write = await db.BeginWrite(stop);
        if (!await IsEmpty(db, stop)) return await Known(db, stop);
        var password = Password();
        User administrator;
        try
        {
            administrator = await setUp.Within(db, Request(language, password), stop);
        }
        catch (Refused refused) when (refused.Code == SettingsRefusals.AlreadySetUp)
        {
            return new DemoStart(DemoOutcome.LeftAlone, null, null); // another node was faster
        }

        var workspace = await db.Set<Workspace>().FirstAsync(stop);
        var scene = new DemoScene(language, clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone), workspace.Currency) { Administrator = administrator };
        Quote(db, scene);
        workspace.DemoBatchId = Ids.New();
        workspace.FinishStep(ChecklistStep.WholeList);
        await db.SaveChangesAsync(stop);
        db.Batch = new Batch(workspace.DemoBatchId.Value, Quiet: true);
        await DemoStaff.Hire(db, scene, normalizer, stop);
        await RecordIntake.Run(db, write, await Records(db, scene, stop), stop);
        await write.Commit(stop);
        return new DemoStart(DemoOutcome.Filled, administrator.Email, password);
    }

    private async Task<IReadOnlyList<IRecord>> Records(CrmDb db, DemoScene scene, CancellationToken stop)
    {
        var business = (await sales.Pipelines(db, stop))[0];
        var service = await sales.AddPipeline(db, PlanOf(scene.Words.ServicePipeline, scene.Words), stop);
        var home = await sales.AddPipeline(db, PlanOf(scene.Words.HomePipeline, scene.Words), stop);
        var catalog = new DemoCatalog(scene);
        var customers = new DemoCustomers(scene);
        var deals = new DemoDeals(scene, customers, catalog, (business, service, home), await sales.LostReasons(db, stop));
        var activities = new DemoActivities(scene, customers, deals);
        return [.. catalog.Records, .. customers.Records, .. await sales.Make(db, deals.All.Select(deal => deal.Plan), stop), .. activities.Records];
    }

    /// <summary>Whether nobody has begun to work here: API keys alone do not count.</summary>
    private static async Task<bool> IsEmpty(CrmDb db, CancellationToken stop) =>
        !await db.Set<Workspace>().AnyAsync(stop) && !await db.Users.AnyAsync(stop) && !await db.RecordEntries.AnyAsync(stop);

    /// <summary>The sign-in of an earlier demonstration, as long as its data is there.</summary>
    private static async Task<DemoStart> Known(CrmDb db, CancellationToken stop)
    {
        var filled = await db.Set<Workspace>().AnyAsync(workspace => workspace.DemoBatchId != null, stop);
        var email = filled ? await db.Users.Where(user => user.Active && user.DeletedAt == null && user.Role == Role.Administrator).OrderBy(user => user.CreatedAt).Select(user => user.Email).FirstOrDefaultAsync(stop) : null;
        return new DemoStart(email is null ? DemoOutcome.LeftAlone : DemoOutcome.AlreadyThere, email, null);
    }

    private static SetUpWorkspace.Request Request(string language, string password)
    {
        var words = DemoWords.In(language);
        return new(words.Workspace, SellsTo.Both, words.Country, language, null, null, null, null, new(words.Administrator, Email, password, password));
    }

    /// <summary>Rates that moved a little in every quarter.</summary>
    private static void Quote(CrmDb db, DemoScene scene)
    {
        foreach (var (currency, rate) in scene.Words.Rates)
        {
            for (var quarter = 6; quarter >= 0; quarter--)
                db.Add(new ExchangeRate { Currency = currency, To = scene.Currency, From = scene.Today.AddDays(-91 * quarter), Rate = decimal.Round(rate * (decimal)(1 - (0.006 * quarter) + (0.01 * scene.Dice.Share())), 4) });
        }
    }

    private static PipelinePlan PlanOf(DemoPipeline pipeline, DemoWords words) => new(pipeline.Name,
        [.. pipeline.Open.Select(stage => new StagePlan(stage.Name, "open", stage.Probability, stage.RottingDays)), new StagePlan(words.Won, "won", 1m), new StagePlan(words.Lost, "lost", 0m)]);

    /// <summary>Sixty bits: a server that others can reach must not stand open with a password that everyone knows.</summary>
    private static string Password() => string.Join('-', RandomNumberGenerator.GetString(PasswordLetters, 12).Chunk(4).Select(part => new string(part)));
}
