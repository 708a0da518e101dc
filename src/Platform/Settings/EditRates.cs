using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.Settings;

/// <summary>Adds, changes and removes dated exchange rates towards the workspace's currency.</summary>
public sealed class EditRates(Crm crm, IEnumerable<IRatesFollower> followers)
{
    /// <param name="Currency">ISO code of the foreign currency.</param>
    /// <param name="From">First day on which the rate counts.</param>
    /// <param name="Rate">Units of the workspace's currency for one unit of the foreign one.</param>
    public sealed record Request(string Currency, DateOnly From, decimal Rate);

    /// <summary>Adds a rate; one of the same currency and day is replaced.</summary>
    public async Task Set(Actor actor, Request request, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var workspace = await db.Set<Workspace>().FirstAsync(stop);
        Check(request, workspace);
        var rate = await db.Set<ExchangeRate>().FirstOrDefaultAsync(one => one.To == workspace.Currency && one.Currency == request.Currency && one.From == request.From, stop);
        if (rate is null) db.Add(new ExchangeRate { Currency = request.Currency, To = workspace.Currency, From = request.From, Rate = request.Rate });
        else rate.Rate = request.Rate;
        workspace.FinishStep(ChecklistStep.Currency);
        await Save(db, stop);
    }

    /// <summary>Changes a rate, also its currency and day.</summary>
    public async Task Edit(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var old = await RateOf(db, id, stop);
        Check(request, await db.Set<Workspace>().FirstAsync(stop));
        if (old.Currency == request.Currency && old.From == request.From)
        {
            old.Rate = request.Rate;
        }
        else
        {
            if (await db.Set<ExchangeRate>().AnyAsync(one => one.To == old.To && one.Currency == request.Currency && one.From == request.From, stop))
                throw Refused.On("from", SettingsRefusals.RateOfThatDay);
            db.Remove(old);
            db.Add(new ExchangeRate { Currency = request.Currency, To = old.To, From = request.From, Rate = request.Rate });
        }

        await Save(db, stop);
    }

    /// <summary>Removes a rate, and answers it so that it can be put back.</summary>
    public async Task<Request> Remove(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var rate = await RateOf(db, id, stop);
        db.Remove(rate);
        await Save(db, stop);
        return new Request(rate.Currency, rate.From, rate.Rate);
    }

    /// <summary>Digits behind the point that a rate needs to be shown whole.</summary>
    internal static int DigitsOf(decimal rate, int least)
    {
        var digits = least;
        while (digits < 9 && decimal.Round(rate, digits) != rate) digits++;
        return digits;
    }

    private async Task Save(CrmDb db, CancellationToken stop)
    {
        foreach (var follower in followers) await follower.RatesChange(db, stop);
        await db.SaveChangesAsync(stop);
    }

    private static async Task<ExchangeRate> RateOf(CrmDb db, Guid id, CancellationToken stop) =>
        await db.Set<ExchangeRate>().FirstOrDefaultAsync(rate => rate.Id == id, stop) ?? throw new RecordNotFound();

    private static void Check(Request request, Workspace workspace)
    {
        if (!Currencies.Exists(request.Currency)) throw Refused.On("currency", SettingsRefusals.UnknownCurrency, ("code", request.Currency));
        if (request.Currency == workspace.Currency) throw Refused.On("currency", SettingsRefusals.RateOfOwnCurrency);
        if (request.Rate <= 0) throw Refused.On("rate", SettingsRefusals.RateMustBePositive);
        if (request.Rate > MaxRate || decimal.Round(request.Rate, 9) == 0) throw Refused.On("rate", SettingsRefusals.RateOutOfRange);
    }

    /// <summary>What the column holds: nine digits behind the point in a 64-bit integer.</summary>
    private const decimal MaxRate = 9_000_000_000m;
}
