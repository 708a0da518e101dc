using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Tests.Deals;

public sealed class ClosingTests
{
    private static readonly DateOnly Mid = new(2026, 3, 15);

    private static readonly Guid Press = new("00000000-0000-7000-8000-0000000000b1");
    private static readonly Guid Oven = new("00000000-0000-7000-8000-0000000000b2");
    private static readonly Guid Lathe = new("00000000-0000-7000-8000-0000000000b3");

    private readonly Sample sample = new();

    [Fact]
    public void A_won_deal_is_worth_its_amount_at_the_rate_of_the_day()
    {
        var early = sample.Deal(1000m, "GBP");
        sample.Win(early, Mid);
        early.BaseAmount.ShouldBe(1200m);
        var late = sample.Deal(1000m, "GBP");
        sample.Win(late, Mid.AddDays(1));
        late.BaseAmount.ShouldBe(1250m);
    }

    [Fact]
    public void A_deal_without_an_amount_is_won_without_one()
    {
        var deal = sample.Deal();
        sample.Win(deal, Mid);
        deal.Status.ShouldBe(StageMeaning.Won);
        deal.BaseAmount.ShouldBeNull();
        deal.Raised.ShouldHaveSingleItem().ShouldBe(new DealWon(sample.Qualify.Id, "Qualify", Mid, null, null));
    }

    [Fact]
    public void A_currency_without_a_rate_leaves_the_value_open()
    {
        var deal = sample.Deal(1000m, "CHF");
        sample.Win(deal, Mid);
        deal.BaseAmount.ShouldBeNull();
    }

    [Fact]
    public void A_deal_is_not_closed_on_a_day_that_has_not_come()
    {
        var deal = sample.Deal();
        Should.Throw<Refused>(() => sample.Win(deal, Sample.Today.AddDays(1))).Code.ShouldBe(DealRefusals.ClosedInFuture);
        Should.Throw<Refused>(() => sample.Lose(deal, Sample.Today.AddDays(1))).Code.ShouldBe(DealRefusals.ClosedInFuture);
        deal.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void A_lost_deal_remembers_why()
    {
        var deal = sample.Deal(500m);
        sample.Lose(deal, Mid, "  They bought the cheaper one ");
        deal.LostReasonId.ShouldBe(sample.Price.Id);
        deal.LostNote.ShouldBe("They bought the cheaper one");
        deal.Raised.ShouldHaveSingleItem().ShouldBe(new DealLost(sample.Qualify.Id, "Qualify", Mid, sample.Price.Id, "Too expensive", "They bought the cheaper one"));
    }

    [Fact]
    public void A_closed_deal_is_not_closed_again()
    {
        var deal = sample.Deal();
        sample.Lose(deal, Mid);
        Should.Throw<Refused>(() => sample.Win(deal, Mid)).Code.ShouldBe(DealRefusals.ReopenFirst);
    }

    [Fact]
    public void A_reopened_deal_forgets_how_it_was_closed()
    {
        var deal = sample.Deal(500m);
        sample.Lose(deal, Mid, "Too slow");
        deal.Reopen(sample.Propose, Sample.Seller, Sample.Day(22));
        deal.Stage.ShouldBe(sample.Propose);
        deal.Status.ShouldBe(StageMeaning.Open);
        (deal.ClosedAt, deal.ClosedOn, deal.LostReasonId, deal.LostNote, deal.BaseAmount).ShouldBe((null, null, null, null, null));
    }

    [Fact]
    public void A_deal_is_reopened_into_an_open_stage()
    {
        var deal = sample.Deal();
        sample.Win(deal, Mid);
        Should.Throw<Refused>(() => deal.Reopen(sample.Lost, Sample.Seller, Sample.Day(22))).Code.ShouldBe(DealRefusals.ReopenToOpenStage);
        Should.Throw<Refused>(() => sample.Deal().Reopen(sample.Propose, Sample.Seller, Sample.Day(22))).Code.ShouldBe(DealRefusals.NotClosed);
    }

    [Fact]
    public void A_win_taken_back_leaves_no_trace_in_the_stages()
    {
        var deal = sample.Deal(500m);
        deal.MoveTo(sample.Negotiate, Sample.Seller, Sample.Day(3));
        sample.Win(deal, Mid);
        deal.StepBack(deal.Now.Id, sample.Negotiate, sample.Books);
        (deal.Status, deal.StageEnteredAt, deal.ClosedOn, deal.BaseAmount).ShouldBe((StageMeaning.Open, Sample.Day(3), null, null));
        deal.Stays.Count.ShouldBe(2);
    }

    [Fact]
    public void A_reopening_taken_back_closes_the_deal_as_it_was()
    {
        var deal = sample.Deal(1000m, "GBP");
        sample.Lose(deal, Mid, "Too slow");
        deal.Reopen(sample.Propose, Sample.Seller, Sample.Day(22));
        deal.StepBack(deal.Now.Id, sample.Lost, sample.Books);
        (deal.Status, deal.ClosedAt, deal.ClosedOn).ShouldBe((StageMeaning.Lost, Sample.Day(20), Mid));
        (deal.LostReasonId, deal.LostNote, deal.BaseAmount).ShouldBe((sample.Price.Id, "Too slow", 1200m));
    }

    [Fact]
    public void Lines_share_the_value_of_a_closed_deal_to_the_cent()
    {
        var deal = sample.Deal();
        deal.SetLines([new LineDraft(Press, null, 1m, 1m), new LineDraft(Oven, null, 1m, 1m), new LineDraft(Lathe, null, 1m, 1m)], fromLines: false, "EUR", sample.Books);
        deal.SetAmount(new Money(100m, "EUR"));
        sample.Win(deal, Mid);
        deal.Lines.Select(line => line.BaseAmount).ShouldBe([33.34m, 33.33m, 33.33m]);
    }

    [Fact]
    public void What_stands_beside_a_product_is_part_of_its_value()
    {
        var deal = sample.Deal();
        deal.SetLines([new LineDraft(Press, null, 1m, 900m), new LineDraft(null, "Setting up", 1m, 100m)], fromLines: true, "EUR", sample.Books);
        sample.Win(deal, Mid);
        deal.Lines.Select(line => line.BaseAmount).ShouldBe([1000m, null]);
    }

    [Fact]
    public void A_cycle_lasts_from_the_first_stage_to_the_closing_day()
    {
        var deal = sample.Deal();
        deal.MoveTo(sample.Propose, Sample.Seller, Sample.Day(5));
        sample.Win(deal, Mid);
        deal.CycleDays.ShouldBe(13);
        deal.StepBack(deal.Now.Id, sample.Propose, sample.Books);
        deal.CycleDays.ShouldBeNull();
    }

    [Fact]
    public void A_deal_remembers_every_stage_it_was_in()
    {
        var deal = sample.Deal();
        deal.MoveTo(sample.Negotiate, Sample.Seller, Sample.Day(5));
        deal.Stages.ShouldBe([sample.Qualify.Id.ToString(), sample.Negotiate.Id.ToString()]);
        deal.StepBack(deal.Now.Id, sample.Qualify, sample.Books);
        deal.Stages.ShouldBe([sample.Qualify.Id.ToString()]);
    }
}
