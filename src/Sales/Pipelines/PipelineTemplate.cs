using Tandem.Core.Localization;

namespace Tandem.Sales.Pipelines;

/// <summary>What a workspace begins with, named in its language.</summary>
internal sealed class PipelineTemplate(TextCatalog texts)
{
    private static readonly (string Key, decimal Probability, int RottingDays)[] Open =
        [("qualify", 0.10m, 14), ("discover", 0.25m, 21), ("validate", 0.45m, 21), ("propose", 0.60m, 14), ("negotiate", 0.80m, 14)];

    private static readonly string[] Reasons = ["price", "competitor", "no-decision", "no-budget", "missing-feature", "bad-timing", "other"];

    public Pipeline Default(string language)
    {
        var pipeline = new Pipeline(texts.For(language)["pipeline.template.name"]);
        AddStages(pipeline, language);
        return pipeline;
    }

    public void AddStages(Pipeline pipeline, string language)
    {
        var names = texts.For(language);
        foreach (var (key, probability, days) in Open) pipeline.Add(new Stage(names["pipeline.template." + key], StageMeaning.Open, probability, days));
        pipeline.Add(new Stage(names["stage.meaning.won"], StageMeaning.Won, 1m));
        pipeline.Add(new Stage(names["stage.meaning.lost"], StageMeaning.Lost, 0m));
    }

    public IEnumerable<LostReason> LostReasons(string language) => Reasons.Select((key, place) => new LostReason(texts.For(language)["lost-reason.template." + key], place));
}
