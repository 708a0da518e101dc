using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core.Records;
using Tandem.Customers.Affiliations;
using Tandem.Customers.Companies;
using Tandem.Customers.Contracts;
using Tandem.Customers.Duplicates;
using Tandem.Customers.Import;
using Tandem.Customers.People;
using Tandem.Platform;
using Tandem.Platform.Changes;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Jobs;
using Tandem.Platform.Navigation;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Merging;
using Tandem.Platform.Records.Merging.Pages;
using Tandem.Platform.Records.Pages;

namespace Tandem.Customers;

/// <summary>To whom one sells: companies, people, and who is with whom.</summary>
public sealed class CustomersModule : Module
{
    public override IEnumerable<RecordType> RecordTypes => [new CompanyRecord(), new PersonRecord(), new AffiliationRecord()];

    public override IEnumerable<NavigationEntry> Navigation =>
    [
        new(NavigationGroup.Companies, 0, "type.company.plural", "building-2", "/companies", 'C', actor => actor.Sees(CompanyRecord.TypeKey)),
        new(NavigationGroup.People, 0, "type.person.plural", "users", "/people", 'P', actor => actor.Sees(PersonRecord.TypeKey), OnPhone: true),
        new(NavigationGroup.People, 90, "duplicates.title", "copy", DuplicatesView.Path, null, actor => actor.MayEditSome(PersonRecord.TypeKey) || actor.MayEditSome(CompanyRecord.TypeKey)),
    ];

    public override IEnumerable<PaletteAction> Actions =>
    [
        new("company.new", "building-2", "/companies/new", "N C", "drawer", actor => actor.MayEditSome(CompanyRecord.TypeKey)),
        new("person.new", "user-round-plus", "/people/new", "N P", "drawer", actor => actor.MayEditSome(PersonRecord.TypeKey)),
        new("duplicates.title", "copy", DuplicatesView.Path, VisibleTo: actor => actor.MayEditSome(PersonRecord.TypeKey) || actor.MayEditSome(CompanyRecord.TypeKey)),
        new("merge.history", "merge", "/merges", VisibleTo: actor => actor.MayEditSome(PersonRecord.TypeKey) || actor.MayEditSome(CompanyRecord.TypeKey)),
    ];

    public override IEnumerable<RecordPanel> RecordPanels =>
    [
        new(CompanyRecord.TypeKey, typeof(CompanyHead), PanelPlace.Head, 0),
        new(CompanyRecord.TypeKey, typeof(CompanyTree), PanelPlace.Details, 10),
        new(CompanyRecord.TypeKey, typeof(CompanyPeople), PanelPlace.Side, 20),
        new(CompanyRecord.TypeKey, typeof(SimilarRecords), PanelPlace.Side, 90),
        new(PersonRecord.TypeKey, typeof(PersonHead), PanelPlace.Head, 0),
        new(PersonRecord.TypeKey, typeof(PersonAffiliations), PanelPlace.Side, 20),
        new(PersonRecord.TypeKey, typeof(SimilarRecords), PanelPlace.Side, 90),
    ];

    public override void MapPages(RouteGroupBuilder pages)
    {
        pages.MapRecordPages<Company>(new RecordPageOptions("/companies", "company.new") { WatchPath = "/companies/duplicates", Merges = true });
        pages.MapRecordPages<Person>(new RecordPageOptions("/people", "person.new") { WatchPath = "/people/duplicates", Merges = true });
        pages.MapMergePages<Company>("/companies");
        pages.MapMergePages<Person>("/people");
        DuplicatePages.Map(pages);
        SetPhoto.MapPages(pages.MapGroup("/people"));
        pages.MapRecordPages<Affiliation>(new RecordPageOptions("/affiliations", "affiliation.new", HasPage: false));
    }

    public override void MapApi(RouteGroupBuilder api)
    {
        api.MapMerging<Company>("companies");
        api.MapMerging<Person>("people");
        FindDuplicates.Map(api, "companies", CompanyRecord.TypeKey);
        FindDuplicates.Map(api, "people", PersonRecord.TypeKey);
        SetPhoto.Map(api.MapGroup("people").WithTags("people"));
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<RecordRules<Company>, CompanyRules>();
        services.AddScoped<RecordRules<Person>, PersonRules>();
        services.AddScoped<RecordRules<Affiliation>, AffiliationRules>();
        services.AddScoped<ImportTarget, CompanyImport>().AddScoped<ImportTarget, PersonImport>();
        services.AddScoped<CompanyPanels>().AddScoped<PersonPanels>().AddScoped<IRelatedRecords, PeopleOfCompany>();
        services.AddRecordPages<Company>().AddRecordPages<Person>().AddRecordPages<Affiliation>();
        services.AddScoped<CustomerDirectory>().AddScoped<SetPhoto>();
        services.AddMergePages<Company>().AddMergePages<Person>().AddScoped<DuplicatesQuery>().AddScoped<DecideOnPair>();
        services.AddScoped<FindDuplicates>().AddScoped<IFeedConsumer, WatchDuplicates>().AddScoped<IJobHandler, LookForDuplicates>();
        // Two people of one name at one company in the same role are one affiliation once the people are one.
        services.AddSingleton(new LinkIdentity("affiliation", ["person", "company", "to"]));
    }

    public override void MapModel(ModelBuilder model)
    {
        Customer.Map(model);
        Affiliation.Map(model);
        MatchKey.Map(model);
        DuplicatePair.Map(model);
    }
}
