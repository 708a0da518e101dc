using Tandem.Platform.Import.Recognition;

namespace Tandem.Sales.Import;

/// <summary>How other programs export deals: opportunities.</summary>
internal static class DealExports
{
    public static readonly IReadOnlyList<ExportPreset> All =
    [
        new("HubSpot", ["Deal Name", "Deal Stage", "Deal owner", "Deal Type", "Closed Lost Reason", "Closed Won Reason", "Associated Company", "Associated Contact", "Amount in company currency", "Forecast category", "Deal probability",
            "property_dealname", "property_closedate", "property_amount", "deal_pipeline_stage_id", "deal_pipeline_id"], 3)
        {
            Fields =
            [
                new(DealFields.External, "Record ID", "Record ID - Deal", "deal_id", "property_hs_object_id"), new(DealFields.Name, "Deal Name", "property_dealname"), new(DealFields.Stage, "Deal Stage", "property_dealstage", "deal_pipeline_stage_id"),
                new(DealFields.Amount, "Amount", "property_amount"), new(DealFields.Currency, "Currency", "property_deal_currency_code"), new(DealFields.Company, "Associated Company (Primary)", "Associated Company"),
                new(DealFields.Company, "Associated Company IDs (Primary)", "Associated Company IDs") { Ids = true }, new(DealFields.Person, "Associated Contact") { Ids = true }, new(DealFields.Person, "Associated Contact IDs") { Ids = true },
                new(DealFields.Owner, "Deal owner"), new(DealFields.Created, "Create Date", "property_createdate"), new(DealFields.Closed, "Close Date", "property_closedate"), new(DealFields.Source, "Original Traffic Source", "Original Source Type"),
                new(DealFields.Reason, "Closed Lost Reason", "property_closed_lost_reason"),
            ],
            LeftOut = ["Amount in company currency", "Pipeline", "owner_id", "portal_id", "property_description"],
        },
        new("Salesforce", ["StageName", "CloseDate", "ForecastCategory", "ForecastCategoryName", "HasOpportunityLineItem", "IsWon", "IsClosed", "Pricebook2Id", "FiscalQuarter", "Fiscal Period", "Opportunity Name", "Opportunity Owner", "Opportunity ID",
            "Probability (%)", "Account Name", "Lead Source", "Next Step", "Stage", "Age"], 4)
        {
            Fields =
            [
                new(DealFields.External, "Id", "Opportunity ID"), new(DealFields.Name, "Name", "Opportunity Name"), new(DealFields.Stage, "StageName", "Stage"), new(DealFields.Amount, "Amount"),
                new(DealFields.Currency, "CurrencyIsoCode", "Amount Currency", "Currency"), new(DealFields.Company, "Account Name"), new(DealFields.Company, "AccountId") { Ids = true }, new(DealFields.Person, "Contact Name", "Primary Contact") { Ids = true },
                new(DealFields.Person, "ContactId") { Ids = true }, new(DealFields.Owner, "Opportunity Owner"), new(DealFields.Owner, "OwnerId") { Ids = true }, new(DealFields.Created, "CreatedDate"), new(DealFields.Closed, "CloseDate"),
                new(DealFields.Source, "LeadSource"), new(DealFields.Reason, "Loss Reason", "Closed Lost Reason", "Reason Lost"),
            ],
            LeftOut = ["ExpectedRevenue", "Probability", "Probability (%)", "Type", "Fiscal", "Fiscal Period", "Description"],
        },
        new("Pipedrive", ["Deal - Title", "Deal - Value", "Deal - Stage", "Deal - Stage (pipeline)", "Deal - Status", "Deal - Organization", "Deal - Contact person", "Deal - Owner", "Deal - Expected close date", "Deal - Deal created", "Deal - Won time",
            "Deal - Lost time", "Deal - Lost reason", "Deal - ID", "Deal - Pipedrive System ID", "Deal - Currency of Value", "Deal - Pipeline"])
        {
            Fields =
            [
                new(DealFields.External, "Deal - ID", "Deal - Pipedrive System ID", "ID"), new(DealFields.Name, "Deal - Title"), new(DealFields.Stage, "Deal - Stage", "Deal - Stage (pipeline)"), new(DealFields.Status, "Deal - Status"),
                new(DealFields.Amount, "Deal - Value"), new(DealFields.Currency, "Deal - Currency of Value", "Deal - Currency"), new(DealFields.Company, "Deal - Organization", "Organization", "Organization - Name"),
                new(DealFields.Person, "Deal - Contact person", "Contact person", "Person - Name") { Ids = true }, new(DealFields.Owner, "Deal - Owner"), new(DealFields.Created, "Deal - Deal created", "Deal - Creation date"),
                new(DealFields.Expected, "Deal - Expected close date"), new(DealFields.Closed, "Deal - Won time", "Deal - Lost time", "Deal - Deal closed on", "Deal - Closed on") { Every = true },
                new(DealFields.Source, "Deal - Source channel", "Deal - Source", "Deal - Lead Source"), new(DealFields.Reason, "Deal - Lost reason"), new(DealFields.Product, "Deal - Product name"), new(DealFields.Quantity, "Deal - Product quantity"),
                new(DealFields.Tags, "Deal - Labels", "Deal - Label"),
            ],
        },
        new("Zoho CRM", ["Record Id", "Deal Id", "Deal Owner.id", "Deal Owner", "Deal Name", "Closing Date", "Account Name.id", "Contact Name.id", "Campaign Source.id", "Reason For Loss", "Lead Conversion Time", "Overall Sales Duration", "Created By.id", "Modified By.id"], 5)
        {
            Fields =
            [
                new(DealFields.External, "Record Id", "Deal Id", "Potential Id"), new(DealFields.Name, "Deal Name", "Potential Name"), new(DealFields.Stage, "Stage"), new(DealFields.Amount, "Amount"), new(DealFields.Currency, "Currency"),
                new(DealFields.Company, "Account Name"), new(DealFields.Person, "Contact Name") { Ids = true }, new(DealFields.Owner, "Deal Owner"), new(DealFields.Created, "Created Time"), new(DealFields.Closed, "Closing Date"),
                new(DealFields.Source, "Lead Source"), new(DealFields.Reason, "Reason For Loss", "Reason For Loss (s)"), new(DealFields.Tags, "Tag"),
            ],
            LeftOut = ["Expected Revenue", "Probability (%)", "Type", "Account Name.id", "Contact Name.id", "Deal Owner.id", "Description", "Pipeline"],
        },
        new("Twenty", ["Amount / Amount", "Amount / Currency", "Point of Contact Id", "Point of Contact", "Point of Contact / Id"])
        {
            Fields =
            [
                new(DealFields.External, "Id"), new(DealFields.Name, "Name"), new(DealFields.Stage, "Stage"), new(DealFields.Amount, "Amount / Amount"), new(DealFields.Currency, "Amount / Currency"), new(DealFields.Company, "Company / Name", "Company"),
                new(DealFields.Company, "Company Id", "Company / Id") { Ids = true }, new(DealFields.Person, "Point of Contact Id", "Point of Contact", "Point of Contact / Id") { Ids = true }, new(DealFields.Owner, "Owner Id") { Ids = true },
                new(DealFields.Created, "Creation date"), new(DealFields.Closed, "Close date"),
            ],
        },
        new("EspoCRM", ["amountCurrency", "amountConverted", "amountWeightedConverted", "closeDate", "stage", "lastStage", "probability", "accountId", "accountName", "contactsNames", "leadSource", "assignedUserName", "assignedUserId", "createdByName", "campaignName"], 5)
        {
            Fields =
            [
                new(DealFields.External, "id"), new(DealFields.Name, "name"), new(DealFields.Stage, "stage"), new(DealFields.Amount, "amount"), new(DealFields.Currency, "amountCurrency"), new(DealFields.Company, "accountName", "Account"),
                new(DealFields.Company, "accountId") { Ids = true }, new(DealFields.Person, "contactName") { Ids = true }, new(DealFields.Owner, "assignedUserName", "Assigned User"), new(DealFields.Created, "createdAt"), new(DealFields.Closed, "closeDate"),
                new(DealFields.Source, "leadSource"),
            ],
            LeftOut = ["amountConverted", "amountWeightedConverted", "probability", "description", "lastStage"],
        },
    ];
}
