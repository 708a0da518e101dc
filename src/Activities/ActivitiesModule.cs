using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Activities.Home;
using Tandem.Activities.Notes;
using Tandem.Activities.Tasks;
using Tandem.Activities.Timeline;
using Tandem.Core.Records;
using Tandem.Activities.Import;
using Tandem.Platform;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Navigation;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Pages;

namespace Tandem.Activities;

/// <summary>What is to be done and what was done: tasks, notes, and the timeline of every record.</summary>
public sealed class ActivitiesModule : Module
{
    public override IEnumerable<RecordType> RecordTypes => [new NoteRecord(), new TaskRecord()];

    public override IEnumerable<NavigationEntry> Navigation => [new(NavigationGroup.Work, 20, "nav.tasks", "square-check", "/tasks", 'T', OnPhone: true)];

    public override IEnumerable<PaletteAction> Actions => [new("task.new", "square-check", "/tasks/new", "N T", "drawer", actor => actor.MayEditSome(TaskRecord.TypeKey))];

    public override IEnumerable<HomeCard> HomeCards => [new(typeof(TodayCard), 10)];

    public override IEnumerable<RecordPanel> RecordPanels => [new(RecordPanel.EveryType, typeof(TimelinePanel), PanelPlace.Main, 0)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<RecordRules<Note>, NoteRules>();
        services.AddScoped<RecordRules<TaskItem>, TaskRules>();
        services.AddScoped<ImportTarget, TaskImport>();
        services.AddScoped<TimelineQuery>().AddScoped<TaskForms>().AddOwnFields<TaskItem>().AddScoped<TaskListQuery>().AddScoped<TodayQuery>();
        services.AddScoped<CompleteTask>().AddScoped<ReopenTask>().AddScoped<RescheduleTask>();
    }

    public override void MapModel(ModelBuilder model)
    {
        Note.Map(model);
        TaskItem.Map(model);
    }

    public override void MapPages(RouteGroupBuilder pages)
    {
        NotePages.Map(pages);
        TaskPages.Map(pages);
        TimelinePages.Map(pages);
    }

    public override void MapApi(RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("tasks").WithTags("tasks");
        CompleteTask.Map(tasks);
        ReopenTask.Map(tasks);
        RescheduleTask.Map(tasks);
    }
}
