using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Jobs;
using Tandem.Platform.Navigation;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;
using Tandem.Platform.Search;
using Tandem.Platform.Settings;

namespace Tandem.Platform;

/// <summary>What the platform itself brings: users and teams, the change feed, the directory of records, jobs, files, settings.</summary>
internal sealed class PlatformModule : Module
{
    public override IEnumerable<RecordType> RecordTypes => [new UserRecord(), new TeamRecord(), new FileRecord()];

    public override IEnumerable<NavigationEntry> Navigation => [new(NavigationGroup.Work, 0, "nav.home", "house", "/", 'H', OnPhone: true), new(NavigationGroup.Work, 5, "nav.notices", "bell", "/notices", 'B')];

    public override IEnumerable<HomeCard> HomeCards => [new(typeof(Following.Pages.NoticesCard), 5), new(typeof(Following.Pages.RecentCard), 95)];

    public override IEnumerable<SettingsEntry> Settings =>
    [
        new(SettingsGroup.System, 30, "settings.jobs", "list-checks", "/settings/jobs", Administrators: false),
        new(SettingsGroup.System, 50, "import.title", "file-up", "/import", Administrators: false),
    ];

    public override IEnumerable<PaletteAction> Actions => [new("import.action", "file-up", "/import", VisibleTo: actor => actor.MayEditSome("file"))];

    public override IEnumerable<RecordPanel> RecordPanels =>
    [
        new(RecordPanel.EveryType, typeof(Following.Pages.MarkButtons), PanelPlace.Actions, 0),
        new(RecordPanel.EveryType, typeof(FilesPanel), PanelPlace.Side, 80, actor => actor.Sees("file")),
        new(RecordPanel.EveryType, typeof(CustomRecords.RelationPanel), PanelPlace.Side, 90),
    ];

    public override void MapApi(RouteGroupBuilder api)
    {
        Fields.FieldsApi.Map(api);
        CustomRecords.TypesApi.Map(api);
        Records.Merging.MergeApi.Map(api);
        Records.Views.ViewsApi.Map(api);
        Webhooks.WebhooksApi.Map(api);
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Fields.FieldDefinitions>().AddScoped<Fields.Pages.FieldScreens>().AddScoped<Fields.Pages.PreviewField>().AddScoped<Fields.Layouts.ArrangeLayout>().AddScoped<IJobHandler, Fields.FieldIndexJob>();
        services.AddScoped<CustomRecords.TypeDefinitions>().AddScoped<CustomRecords.RelationPanels>();
        services.AddRecordPages<CustomRecords.CustomRecord>().AddScoped<Records.RecordRules<CustomRecords.CustomRecord>, CustomRecords.CustomRecordRules>();
        services.AddScoped<Following.MarkRecord>().AddScoped<Following.NoticesQuery>().AddScoped<Following.Favourites>().AddScoped<Changes.IFeedConsumer, Following.FollowChanges>().AddScoped<Cleaning.ICleaning, Following.ForgetNotices>();
        services.AddScoped<SearchPages>().AddScoped<RecentNames>().AddScoped<FilesQuery>().AddScoped<ChooseColumns>().AddScoped<RecordOptions>().AddScoped<TrashQuery>();
        services.AddScoped<Records.Bulk.BulkUndo>().AddScoped<IJobHandler, Records.Bulk.BulkJob>().AddScoped<IJobHandler, Records.Bulk.BulkUndoJob>().AddScoped<IJobHandler, Records.Export.ExportJob>();
        services.AddScoped<Records.Building.FilterBuilder>();
        services.AddScoped<Records.Views.SaveView>().AddScoped<Cleaning.ICleaning, Records.Views.ForgetViews>();
    }

    public override void MapPages(RouteGroupBuilder pages)
    {
        Home.Map(pages);
        SearchPages.Map(pages);
        Following.Pages.FollowingPages.Map(pages);
        Import.Pages.ImportPages.Map(pages);
        Records.Pages.RecordOptions.Map(pages);
        Records.Pages.TrashPages.Map(pages);
        CustomRecords.CustomRecordPages.Map(pages);
        Records.Merging.Pages.MergePages.Map(pages);
        Records.Views.Pages.ViewPages.Map(pages);
        Records.Building.Pages.FilterBuilderPages.Map(pages);
    }

    public override void MapModel(ModelBuilder model)
    {
        Import.Runs.ImportRun.Map(model);
        Import.Runs.RememberedMapping.Map(model);
        Fields.CustomField.Map(model);
        Fields.Layouts.PageLayout.Map(model);
        CustomRecords.CustomType.Map(model);
        CustomRecords.CustomRecord.Map(model);
        Records.Merging.RecordMerge.Map(model);
        Records.Pages.ListChoice.Map(model);
        Following.RecordMark.Map(model);
        Following.UserNotice.Map(model);
        Records.Views.SavedView.Map(model);
        Webhooks.Webhook.Map(model);
        model.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.Name).HasMaxLength(User.MaxNameLength);
            user.Property(u => u.Role).HasConversion<string>().HasMaxLength(20);
            foreach (var hidden in (string[])[nameof(User.PasswordHash), nameof(User.SecurityStamp), nameof(User.ConcurrencyStamp), nameof(User.NormalizedEmail),
                nameof(User.NormalizedUserName), nameof(User.UserName), nameof(User.AccessFailedCount), nameof(User.LockoutEnd)])
                user.Metadata.FindProperty(hidden)!.SetAnnotation(ModelConventions.Derived, true);
            user.HasIndex(u => u.TeamId);
        });
        model.Entity<Team>(team =>
        {
            team.ToTable("teams");
            team.Property(t => t.Name).HasMaxLength(User.MaxNameLength);
            team.HasIndex(t => t.ParentId);
        });
        model.Entity<Change>(change =>
        {
            change.ToTable("changes");
            change.HasKey(c => c.Sequence);
            change.Property(c => c.Sequence).ValueGeneratedOnAdd();
            change.Property(c => c.RecordType).HasMaxLength(60);
            change.Property(c => c.Kind).HasMaxLength(60);
            change.HasIndex(c => new { c.RecordId, c.Sequence });
            change.HasIndex(c => new { c.AboutId, c.Sequence }).HasFilter("about_id IS NOT NULL");
            change.HasIndex(c => c.BatchId).HasFilter("batch_id IS NOT NULL");
        });
        model.Entity<FeedCursor>(cursor =>
        {
            cursor.ToTable("feed_cursors");
            cursor.HasKey(c => c.Consumer);
            cursor.Property(c => c.Consumer).HasMaxLength(60);
            cursor.Ignore(c => c.Position);
        });
        model.Entity<RecordEntry>(entry =>
        {
            entry.ToTable("record_entries");
            entry.HasKey(e => e.Number);
            entry.HasIndex(e => e.RecordId).IsUnique();
            entry.HasIndex(e => new { e.RecordType, e.Title });
            entry.Property(e => e.RecordType).HasMaxLength(60);
        });
        model.Entity<ApiKey>(key =>
        {
            key.ToTable("api_keys");
            key.Property(k => k.Role).HasConversion<string>().HasMaxLength(20);
            key.HasIndex(k => k.Hash).IsUnique();
        });
        model.Entity<RoleGrant>(grant =>
        {
            grant.ToTable("role_grants");
            grant.HasKey(g => new { g.Role, g.RecordType });
            grant.Property(g => g.Role).HasConversion<string>().HasMaxLength(20);
            grant.Property(g => g.RecordType).HasMaxLength(60);
            grant.Property(g => g.See).HasConversion<string>().HasMaxLength(20);
            grant.Property(g => g.Edit).HasConversion<string>().HasMaxLength(20);
        });
        model.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        model.Entity<WorkspaceEntry>(entry =>
        {
            entry.ToTable("workspaces");
            entry.HasKey(e => e.Name);
        });
        model.Entity<Workspace>(workspace =>
        {
            workspace.ToTable("workspace");
            workspace.Property(w => w.SellsTo).HasConversion<string>().HasMaxLength(20);
        });
        model.Entity<ExchangeRate>(rate =>
        {
            rate.ToTable("exchange_rates");
            rate.Property(r => r.Rate).HasPrecision(19, 9);
            rate.HasIndex(r => new { r.To, r.Currency, r.From }).IsUnique();
        });
        model.Entity<Job>(job =>
        {
            job.ToTable("jobs");
            job.Property(j => j.State).HasConversion<string>().HasMaxLength(20);
            job.Property(j => j.Kind).HasMaxLength(60);
            job.HasIndex(j => new { j.State, j.DueAt });
            job.HasIndex(j => j.CreatedAt);
        });
        model.Entity<StoredFile>(file =>
        {
            file.ToTable("files");
            file.HasIndex(f => f.Hash);
            file.HasIndex(f => f.AboutId);
        });
        model.Entity<IdempotentRequest>(request =>
        {
            request.ToTable("idempotent_requests");
            request.HasKey(r => new { r.ActorId, r.Key });
            request.HasIndex(r => r.At);
        });
    }
}
