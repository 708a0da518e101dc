using Tandem.Core;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Tests.Pipelines;

public sealed class PipelineTests
{
    private readonly Sample sample = new();

    [Fact]
    public void A_new_stage_stands_before_the_two_that_close()
    {
        sample.Pipeline.Add(new Stage("Contract", StageMeaning.Open, 0.9m));
        sample.Pipeline.Row.Select(stage => stage.Name).ShouldBe(["Qualify", "Propose", "Negotiate", "Contract", "Won", "Lost"]);
    }

    [Fact]
    public void A_pipeline_has_one_stage_for_won_and_one_for_lost_deals() =>
        Should.Throw<Refused>(() => sample.Pipeline.Add(new Stage("Signed", StageMeaning.Won, 1m))).Code.ShouldBe(PipelineRefusals.ClosingStageExists);

    [Fact]
    public void A_stage_moves_among_the_open_ones()
    {
        sample.Pipeline.Move(sample.Negotiate, 0);
        sample.Pipeline.Row.Select(stage => stage.Name).ShouldBe(["Negotiate", "Qualify", "Propose", "Won", "Lost"]);
        sample.Pipeline.Move(sample.Negotiate, 99);
        sample.Pipeline.OpenRow.Last().ShouldBe(sample.Negotiate);
    }

    [Fact]
    public void The_closing_stages_stay_at_the_end() =>
        Should.Throw<Refused>(() => sample.Pipeline.Move(sample.Won, 0)).Code.ShouldBe(PipelineRefusals.ClosingStagesStandLast);

    [Fact]
    public void A_closing_stage_cannot_be_spared() =>
        Should.Throw<Refused>(() => sample.Pipeline.DemandSpare(sample.Lost)).Code.ShouldBe(PipelineRefusals.NeedsWonAndLost);

    [Fact]
    public void The_last_open_stage_cannot_be_spared()
    {
        sample.Qualify.Trash(Sample.Start);
        sample.Propose.Trash(Sample.Start);
        Should.Throw<Refused>(() => sample.Pipeline.DemandSpare(sample.Negotiate)).Code.ShouldBe(PipelineRefusals.NeedsAnOpenStage);
    }

    [Fact]
    public void A_probability_is_a_share()
    {
        Should.Throw<Refused>(() => sample.Qualify.Expect(1.1m)).Code.ShouldBe(PipelineRefusals.ProbabilityOutOfRange);
        Should.Throw<Refused>(() => sample.Won.Expect(0.9m)).Code.ShouldBe(PipelineRefusals.ClosingStageIsCertain);
    }

    [Fact]
    public void Deals_rot_where_the_stage_has_a_limit()
    {
        sample.Qualify.RottingBefore(Sample.Day(20)).ShouldBe(Sample.Day(6));
        sample.Propose.RottingBefore(Sample.Day(20)).ShouldBeNull();
        sample.Won.RottingBefore(Sample.Day(20)).ShouldBeNull();
        Should.Throw<Refused>(() => sample.Qualify.RotAfter(0)).Code.ShouldBe(PipelineRefusals.RottingDaysOutOfRange);
    }

    [Fact]
    public void A_pipeline_has_a_name() => Should.Throw<Refused>(() => new Pipeline("  ")).Field.ShouldBe("name");
}
