using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform;
using Tandem.Platform.Import.Reverting;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Jobs;
using Tandem.Platform.Navigation;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;
using Tandem.Platform.Settings;
using Tandem.Sales.Board;
using Tandem.Sales.Contracts;
using Tandem.Sales.Deals;
using Tandem.Sales.Home;
using Tandem.Sales.Import;
using Tandem.Sales.Pipelines;
using Tandem.Sales.Reports;

namespace Tandem.Sales;

/// <summary>Selling: pipelines with their stages, deals on their way through them, the board, the pipeline report.</summary>
public sealed class SalesModule : Module
{
    public override IEnumerable<RecordType> RecordTypes => [new DealRecord(), new PipelineRecord(), new StageRecord(), new LostReasonRecord()];

    public override IEnumerable<NavigationEntry> Navigation =>
    [
        new(NavigationGroup.Companies, 20, "nav.deals", "kanban", "/deals", 'D', actor => actor.Sees(Deal.TypeKey), OnPhone: true),
        new(NavigationGroup.Insight, 10, "nav.pipeline-report", "chart-column", "/reports/pipeline", null, actor => actor.Sees(Deal.TypeKey)),
    ];

    public override IEnumerable<SettingsEntry> Settings => [new(SettingsGroup.Sales, 10, "settings.pipelines", "kanban", "/settings/pipelines", Administrators: false, actor => actor.MayEditSome("pipeline"))];

    public override IEnumerable<ChecklistStep> ChecklistSteps => [new("pipelines", 40, "kanban", "/settings/pipelines", PipelineSettingsQuery.AreTheirs)];

    public override IEnumerable<PaletteAction> Actions =>
        [new("deal.new", "kanban", "/deals/new", "N D", "drawer", actor => actor.MayEditSome(Deal.TypeKey))];

    public override IEnumerable<HomeCard> HomeCards =>
    [
        new(typeof(PipelineCard), 20, actor => actor.Sees(Deal.TypeKey)),
        new(typeof(ClosingCard), 30, actor => actor.Sees(Deal.TypeKey)),
        new(typeof(RottingCard), 40, actor => actor.Sees(Deal.TypeKey)),
        new(typeof(NoStepCard), 50, actor => actor.Sees(Deal.TypeKey)),
    ];

    public override IEnumerable<RecordPanel> RecordPanels =>
    [
        new("company", typeof(CompanyFigures), PanelPlace.Figures, 10, actor => actor.Sees(Deal.TypeKey)),
        new("company", typeof(CustomerDeals), PanelPlace.Side, 10, actor => actor.Sees(Deal.TypeKey)),
        new("person", typeof(CustomerDeals), PanelPlace.Side, 10, actor => actor.Sees(Deal.TypeKey)),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<PipelineTemplate>().AddScoped<SalesCalendar>();
        services.AddScoped<RecordRules<Pipeline>, PipelineRules>().AddScoped<RecordRules<Stage>, StageRules>().AddScoped<RecordRules<LostReason>, LostReasonRules>();
        services.AddScoped<MoveStage>().AddScoped<RemoveStage>().AddScoped<MovePipeline>().AddScoped<MoveLostReason>().AddScoped<BeginSelling>().AddScoped<ISetUpStep>(provider => provider.GetRequiredService<BeginSelling>()).AddScoped<PipelineSettingsQuery>().AddScoped<PipelinePages>();
        services.AddScoped<IJobHandler, RevalueDeals>().AddScoped<IRatesFollower, RevalueDeals>();
        services.AddScoped<RecordRules<Deal>, DealRules>().AddScoped<DealParts>();
        services.AddScoped<MoveDeal>().AddScoped<WinDeal>().AddScoped<LoseDeal>().AddScoped<ReopenDeal>().AddScoped<StepDealBack>();
        services.AddScoped<ImportTarget, DealImport>().AddScoped<IUndoEvents, DealUndo>();
        services.AddScoped<SetDealLines>().AddScoped<AddPersonToDeal>().AddScoped<RemovePersonFromDeal>();
        services.AddScoped<DealFormQuery>().AddScoped<DealForms>().AddScoped<DealPageQuery>().AddScoped<DealPages>();
        services.AddSingleton<KnownPipelines>().AddSingleton<KeptTotals>().AddScoped<BoardCount>().AddScoped<BoardQuery>().AddScoped<LastLook>().AddScoped<BoardPages>();
        services.AddScoped<PipelineReportQuery>().AddScoped<PipelineFunnel>().AddScoped<OpenPipeline>();
        services.AddScoped<HomeDeals>().AddScoped<HomePipeline>();
        services.AddScoped(provider => new DealDirectory(provider.GetRequiredService<Crm>(), provider.GetRequiredService<SalesCalendar>())).AddScoped<IRelatedRecords, DealsOfCustomer>().AddRecordPages<Deal>().AddOwnFields<Deal>().AddScoped<IQuickFilters<Deal>, DealChips>().AddScoped<DealListTotals>();
        services.AddScoped(provider => new DealIntake(provider.GetRequiredService<TimeProvider>()));
    }

    public override void MapModel(ModelBuilder model)
    {
        Pipeline.Map(model);
        Stage.Map(model);
        LostReason.Map(model);
        BoardChoice.Map(model);
        Deal.Map(model);
    }

    public override void MapApi(RouteGroupBuilder api)
    {
        MovePipeline.Map(api.MapGroup("pipelines").WithTags("pipelines"));

        MoveLostReason.Map(api.MapGroup("lost-reasons").WithTags("lost-reasons"));
        var stages = api.MapGroup("stages").WithTags("stages");
        MoveStage.Map(stages);
        RemoveStage.Map(stages);

        var deals = api.MapGroup("deals").WithTags("deals");
        MoveDeal.Map(deals);
        WinDeal.Map(deals);
        LoseDeal.Map(deals);
        ReopenDeal.Map(deals);
        StepDealBack.Map(deals);
        SetDealLines.Map(deals);
        AddPersonToDeal.Map(deals);
        RemovePersonFromDeal.Map(deals);
        DealParts.Map(deals);
        PipelineReportPages.MapApi(api);
    }

    public override void MapPages(RouteGroupBuilder pages)
    {
        BoardPages.Map(pages);
        DealForms.Map(pages);
        DealPages.Map(pages);
        pages.MapRecordPages<Deal>(new RecordPageOptions("/deals/list", "deal.new", BuildsPage: false)
        {
            Views = [("board.as-board", "/deals", "kanban"), ("board.as-list", "/deals/list", "list")], TotalsPath = "/deals/list/totals",
        });
        PipelinePages.Map(pages);
        PipelineReportPages.Map(pages);
    }
}
