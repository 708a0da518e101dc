using Tandem.Platform.Import.Recognition;

namespace Tandem.Customers.Import;

/// <summary>How other programs export companies: accounts and organizations.</summary>
internal static class CompanyExports
{
    public static readonly IReadOnlyList<ExportPreset> All =
    [
        new("HubSpot", ["Record ID", "Company owner", "Company Domain Name", "Associated Contact", "Associated Contact IDs", "Lifecycle Stage", "Year Founded", "Target Account", "Ideal Customer Profile Tier", "Web Technologies",
            "property_name", "property_domain", "property_annualrevenue", "property_industry", "property_createdate", "property_numberofemployees"], 3)
        {
            Fields =
            [
                new("externalId", "Record ID", "Record ID - Company", "property_hs_object_id", "id"), new("name", "Company name", "Name", "property_name"), new("domain", "Company Domain Name", "property_domain"), new("website", "Website URL", "property_website"),
                new("industry", "Industry", "property_industry"), new("employees", "Number of Employees", "property_numberofemployees"), new("annualRevenue", "Annual Revenue", "property_annualrevenue"), new("phone", "Phone Number", "property_phone"),
                new("country", "Country/Region", "Country", "property_country"), new("city", "City", "property_city"), new("address", "Street Address", "property_address"), new("founded", "Year Founded", "property_founded_year"),
                new("parent", "Parent Company"), new("owner", "Company owner"), new("description", "Description", "property_description"),
            ],
            LeftOut = ["property_address_2", "State/Region", "property_state"],
        },
        new("Salesforce", ["BillingStreet", "BillingCity", "BillingCountry", "BillingPostalCode", "Billing State/Province", "Billing Zip/Postal Code", "ShippingStreet", "ShippingCity", "AccountNumber", "Account Owner", "Account ID",
            "TickerSymbol", "AccountSource", "NumberOfEmployees", "SicDesc", "Sic", "Ownership", "SystemModstamp", "Last Activity"], 3)
        {
            Fields =
            [
                new("externalId", "Id", "Account ID"), new("name", "Name", "Account Name"), new("website", "Website"), new("industry", "Industry"), new("employees", "NumberOfEmployees", "Employees"), new("annualRevenue", "AnnualRevenue"),
                new("phone", "Phone"), new("country", "BillingCountryCode", "BillingCountry"), new("city", "BillingCity"), new("address", "BillingStreet"), new("founded", "YearStarted"), new("parent", "Parent Account"),
                new("parent", "ParentId", "Parent Account ID") { Ids = true }, new("owner", "Account Owner"), new("owner", "OwnerId") { Ids = true }, new("description", "Description", "Account Description"),
            ],
            LeftOut = ["Fax", "Site", "Rating", "Type", "Ownership", "Tradestyle"],
        },
        new("Pipedrive", ["Organization - Name", "Organization - Address", "Organization - Owner", "Organization - Labels", "Organization - Label", "Organization - People", "Organization - ID", "Organization - Pipedrive System ID",
            "Organization - Open deals", "Organization - Website", "Organization - Organization created"])
        {
            Fields =
            [
                new("externalId", "Organization - ID", "Organization - Pipedrive System ID", "ID"), new("name", "Organization - Name", "Name"), new("website", "Organization - Website"), new("industry", "Organization - Industry"),
                new("employees", "Organization - Number of employees", "Organization - Employee count"), new("annualRevenue", "Organization - Annual revenue"), new("phone", "Organization - Phone"),
                new("country", "Organization - Country of Address", "Organization - Address - Country of Address"),
                new("city", "Organization - City/town/village/locality of Address", "Organization - Address - City/town/village/locality of Address"), new("address", "Organization - Address", "Organization - Full/combined address of Address"),
                new("owner", "Organization - Owner"), new("tags", "Organization - Labels", "Organization - Label"),
            ],
        },
        new("Zoho CRM", ["Record Id", "Account Id", "Account Owner.id", "Account Owner", "Parent Account.id", "Parent Account", "Account Number", "Account Site", "Account Type", "Ticker Symbol", "SIC Code", "Billing Street", "Billing Code",
            "Shipping Code", "Created By.id", "Modified By.id"], 5)
        {
            Fields =
            [
                new("externalId", "Record Id", "Account Id"), new("name", "Account Name", "Company Name"), new("website", "Website"), new("industry", "Industry"), new("employees", "Employees"), new("annualRevenue", "Annual Revenue"), new("phone", "Phone"),
                new("country", "Billing Country"), new("city", "Billing City"), new("address", "Billing Street"), new("parent", "Parent Account"), new("owner", "Account Owner"), new("tags", "Tag"), new("description", "Description"),
            ],
            LeftOut = ["Fax", "Ownership", "Rating", "Account Owner.id", "Parent Account.id"],
        },
        new("Twenty", ["Domain Name / Link URL", "Domain Name / Link Label", "Domain Name / Domain URL", "Domain Name / Secondary Links", "ARR / Amount", "Annual Recurring Revenue / Amount", "Annual Revenue / Amount", "Address / Address 1", "Address / City", "Linkedin / Link URL",
            "ICP", "Account Owner Id", "Employees"], 3)
        {
            Fields =
            [
                new("externalId", "Id"), new("name", "Name"), new("domain", "Domain Name / Link URL", "Domain Name / Domain URL", "Domain / Domain URL"), new("employees", "Employees"),
                new("annualRevenue", "Annual Revenue / Amount", "ARR / Amount", "Annual Recurring Revenue / Amount"), new("annualRevenueCurrency", "Annual Revenue / Currency", "ARR / Currency", "Annual Recurring Revenue / Currency"),
                new("country", "Address / Country"), new("city", "Address / City"), new("address", "Address / Address 1"), new("owner", "Account Owner Id") { Ids = true },
            ],
        },
        new("EspoCRM", ["billingAddressStreet", "billingAddressCity", "billingAddressCountry", "billingAddressPostalCode", "shippingAddressCity", "sicCode", "emailAddressIsOptedOut", "assignedUserId", "assignedUserName", "createdById", "createdByName"], 4)
        {
            Fields =
            [
                new("externalId", "id"), new("name", "name"), new("website", "website"), new("industry", "industry"), new("phone", "phoneNumber", "Phone"), new("country", "billingAddressCountry"), new("city", "billingAddressCity"), new("address", "billingAddressStreet"),
                new("owner", "assignedUserName", "Assigned User"), new("description", "description"),
            ],
            LeftOut = ["type", "sicCode", "emailAddress"],
        },
    ];
}
