using Tandem.Core;
using Tandem.Sales.Deals;

namespace Tandem.Sales.Tests.Deals;

public sealed class MovingTests
{
    private readonly Sample sample = new();

    [Fact]
    public void A_new_deal_stands_in_its_first_stage_since_it_was_made()
    {
        var deal = sample.Deal();
        deal.Stage.ShouldBe(sample.Qualify);
        deal.PipelineId.ShouldBe(sample.Pipeline.Id);
        deal.StageEnteredAt.ShouldBe(Sample.Start);
        deal.Stays.ShouldHaveSingleItem().LeftAt.ShouldBeNull();
    }

    [Fact]
    public void A_move_says_where_from_and_where_to_by_the_names_of_the_time()
    {
        var deal = sample.Deal();
        deal.MoveTo(sample.Propose, Sample.Seller, Sample.Day(3));
        sample.Propose.Rename("Offer");
        deal.Raised.ShouldHaveSingleItem().ShouldBe(new DealMoved(sample.Qualify.Id, "Qualify", sample.Propose.Id, "Propose"));
        deal.StageEnteredAt.ShouldBe(Sample.Day(3));
    }

    [Fact]
    public void Every_stay_ends_when_the_next_begins()
    {
        var deal = sample.Deal();
        deal.MoveTo(sample.Propose, Sample.Seller, Sample.Day(3));
        deal.MoveTo(sample.Negotiate, Sample.Seller, Sample.Day(9));
        var stays = deal.Stays.OrderBy(stay => stay.EnteredAt).ToList();
        stays.Select(stay => stay.StageId).ShouldBe([sample.Qualify.Id, sample.Propose.Id, sample.Negotiate.Id]);
        stays.Select(stay => stay.LeftAt).ShouldBe([Sample.Day(3), Sample.Day(9), null]);
    }

    [Fact]
    public void A_move_to_the_same_stage_is_no_move()
    {
        var deal = sample.Deal();
        deal.MoveTo(sample.Qualify, Sample.Seller, Sample.Day(3));
        deal.Raised.ShouldBeEmpty();
        deal.StageEnteredAt.ShouldBe(Sample.Start);
    }

    [Fact]
    public void A_deal_does_not_move_into_a_stage_of_another_pipeline()
    {
        var other = new Sample();
        Should.Throw<Refused>(() => sample.Deal().MoveTo(other.Propose, Sample.Seller, Sample.Day(3))).Code.ShouldBe(DealRefusals.StageOfAnotherPipeline);
    }

    [Fact]
    public void A_deal_is_closed_by_winning_or_losing_only()
    {
        Should.Throw<Refused>(() => sample.Deal().MoveTo(sample.Won, Sample.Seller, Sample.Day(3))).Code.ShouldBe(DealRefusals.CloseWithWinOrLose);
        Should.Throw<Refused>(() => new Deal("Spare parts", sample.Lost, null, Sample.Start)).Code.ShouldBe(DealRefusals.CloseWithWinOrLose);
    }

    [Fact]
    public void A_closed_deal_is_reopened_before_it_moves()
    {
        var deal = sample.Deal();
        sample.Win(deal, Sample.Today);
        Should.Throw<Refused>(() => deal.MoveTo(sample.Propose, Sample.Seller, Sample.Day(25))).Code.ShouldBe(DealRefusals.ReopenFirst);
    }

    [Fact]
    public void A_move_taken_back_leaves_the_deal_in_its_stage_since_it_first_came_there()
    {
        var deal = sample.Deal();
        deal.MoveTo(sample.Propose, Sample.Seller, Sample.Day(3));
        deal.StepBack(deal.Now.Id, sample.Qualify, sample.Books);
        deal.Stage.ShouldBe(sample.Qualify);
        deal.StageEnteredAt.ShouldBe(Sample.Start);
        deal.Stays.ShouldHaveSingleItem().LeftAt.ShouldBeNull();
    }

    [Fact]
    public void A_move_is_not_taken_back_after_the_deal_went_on()
    {
        var deal = sample.Deal();
        deal.MoveTo(sample.Propose, Sample.Seller, Sample.Day(3));
        var first = deal.Now.Id;
        deal.MoveTo(sample.Negotiate, Sample.Seller, Sample.Day(4));
        Should.Throw<Refused>(() => deal.StepBack(first, sample.Qualify, sample.Books)).Code.ShouldBe(DealRefusals.MovedSince);
    }

    [Fact]
    public void The_first_stage_has_nothing_before_it()
    {
        var deal = sample.Deal();
        Should.Throw<Refused>(() => deal.StepBack(deal.Now.Id, sample.Qualify, sample.Books)).Code.ShouldBe(DealRefusals.NothingToTakeBack);
    }
}
