using Tandem.Platform.Import.Recognition;

namespace Tandem.Customers.Import;

/// <summary>How other programs export people: contacts and leads.</summary>
internal static class PersonExports
{
    public static readonly IReadOnlyList<ExportPreset> All =
    [
        new("HubSpot", ["Record ID", "Contact owner", "Lifecycle Stage", "Lead Status", "Marketing contact status", "Associated Company", "Associated Company IDs", "Associated Deal", "Original Source",
            "Primary company", "Contact unworked", "First Conversion", "property_firstname", "property_lastname", "property_jobtitle", "property_email", "property_hs_merged_object_ids"], 3)
        {
            Fields =
            [
                new("externalId", "Record ID", "Record ID - Contact", "Contact ID", "property_hs_object_id", "id"), new("givenName", "First Name", "property_firstname"), new("familyName", "Last Name", "property_lastname"),
                new("title", "Job Title", "property_jobtitle"), new("company", "Associated Company (Primary)", "Primary company", "Associated Company", "Company name", "property_company"),
                new("email", "Email", "property_email", "Work email"), new("emails", "Additional email addresses", "Secondary email", "property_email_1") { Every = true },
                new("phone", "Phone Number", "Mobile Phone Number", "property_phone"), new("phones", "Mobile Phone Number", "property_mobilephone") { Every = true }, new("city", "City", "property_city"),
                new("country", "Country/Region", "Country", "property_country"), new("birthday", "Date of birth", "property_date_of_birth"), new("owner", "Contact owner"),
            ],
            LeftOut = ["Annual Revenue", "property_annualrevenue", "Preferred language", "Lead Status"],
        },
        new("Salesforce", ["AccountId", "MailingStreet", "MailingCity", "MailingCountry", "MailingPostalCode", "Mailing Zip/Postal Code", "Mailing State/Province", "Contact Owner", "ReportsToId", "IsEmailBounced",
            "LastCURequestDate", "Account Name", "Contact ID", "SystemModstamp", "HasOptedOutOfEmail", "OtherPhone", "AssistantName"], 4)
        {
            Fields =
            [
                new("externalId", "Id", "Contact ID"), new("name", "Name", "Full Name"), new("givenName", "FirstName"), new("familyName", "LastName"), new("title", "Title"),
                new("company", "Account Name"), new("company", "AccountId") { Ids = true }, new("email", "Email"), new("phone", "Phone", "Business Phone", "Mobile", "MobilePhone"),
                new("phones", "MobilePhone", "Mobile", "HomePhone", "OtherPhone") { Every = true }, new("city", "MailingCity", "OtherCity"), new("country", "MailingCountryCode", "MailingCountry", "OtherCountry"),
                new("birthday", "Birthdate"), new("owner", "Contact Owner"), new("owner", "OwnerId") { Ids = true },
            ],
            LeftOut = ["Fax", "Description", "Lead Source", "Department", "Language"],
        },
        new("Salesforce", ["IsConverted", "ConvertedDate", "ConvertedAccountId", "ConvertedContactId", "ConvertedOpportunityId", "IsUnreadByOwner", "Lead Owner", "Lead ID", "Lead Status", "Rating", "LeadSource"], 3)
        {
            Fields =
            [
                new("externalId", "Id", "Lead ID"), new("name", "Name"), new("givenName", "FirstName"), new("familyName", "LastName"), new("title", "Title"), new("company", "Company", "Company / Account"), new("email", "Email"),
                new("phone", "Phone", "Mobile", "MobilePhone"), new("phones", "MobilePhone", "Mobile") { Every = true }, new("city", "City"), new("country", "CountryCode", "Country"), new("owner", "Lead Owner"), new("owner", "OwnerId") { Ids = true },
            ],
            LeftOut = ["Fax", "Description", "Industry", "Website", "State", "Street", "Status"],
        },
        new("Pipedrive", ["Person - Name", "Person - First name", "Person - Last name", "Person - Organization", "Person - Email - Work", "Person - Email (Work)", "Person - Email", "Person - Phone - Work", "Person - Phone (Work)", "Person - Phone",
            "Person - Owner", "Person - Labels", "Person - Label", "Person - ID", "Person - Pipedrive System ID"])
        {
            Fields =
            [
                new("externalId", "Person - ID", "Person - Pipedrive System ID", "ID"), new("name", "Person - Name", "Name"), new("givenName", "Person - First name", "First name"), new("familyName", "Person - Last name", "Last name"),
                new("title", "Person - Job title"), new("company", "Person - Organization", "Organization", "Organization - Name"),
                new("email", "Person - Email - Work", "Person - Email (Work)", "Person - Email", "Person - Email - Home", "Person - Email (Home)", "Person - Email - Other"),
                new("emails", "Person - Email - Home", "Person - Email (Home)", "Person - Email - Other", "Person - Email (Other)") { Every = true },
                new("phone", "Person - Phone - Work", "Person - Phone (Work)", "Person - Phone", "Person - Phone - Mobile", "Person - Phone (Mobile)", "Person - Phone - Home"),
                new("phones", "Person - Phone - Mobile", "Person - Phone (Mobile)", "Person - Phone - Home", "Person - Phone (Home)", "Person - Phone - Other", "Person - Phone (Other)") { Every = true },
                new("birthday", "Person - Birthday"), new("city", "Person - City/town/village/locality of Postal address"), new("country", "Person - Country of Postal address"), new("owner", "Person - Owner"), new("tags", "Person - Labels", "Person - Label"),
            ],
        },
        new("Zoho CRM", ["Record Id", "Contact Id", "Contact Owner.id", "Contact Owner", "Account Name.id", "Account Name", "Vendor Name.id", "Created By.id", "Modified By.id", "Mailing Zip", "Email Opt Out", "Skype ID", "Unsubscribed Mode", "Reporting To.id"], 4)
        {
            Fields =
            [
                new("externalId", "Record Id", "Contact Id"), new("name", "Full Name", "Contact Name"), new("givenName", "First Name"), new("familyName", "Last Name"), new("title", "Title"), new("company", "Account Name", "Company Name"),
                new("company", "Account Name.id", "Company Name.id") { Ids = true }, new("email", "Email"), new("emails", "Secondary Email") { Every = true }, new("phone", "Phone", "Mobile", "Home Phone"), new("phones", "Mobile", "Home Phone", "Other Phone") { Every = true },
                new("city", "Mailing City", "City"), new("country", "Mailing Country", "Country"), new("birthday", "Date of Birth"), new("owner", "Contact Owner"), new("tags", "Tag"),
            ],
            LeftOut = ["Fax", "Assistant", "Asst Phone", "Description", "Department", "Lead Source", "Contact Owner.id"],
        },
        new("Zoho CRM", ["Record Id", "Lead Id", "Lead Owner.id", "Lead Owner", "Lead Status", "Lead Source", "Created By.id", "Modified By.id", "Zip Code", "Email Opt Out", "Skype ID", "Unsubscribed Mode", "Is Converted", "Converted Date Time"], 5)
        {
            Fields =
            [
                new("externalId", "Record Id", "Lead Id"), new("name", "Full Name", "Lead Name"), new("givenName", "First Name"), new("familyName", "Last Name"), new("title", "Title", "Designation"), new("company", "Company"), new("email", "Email"),
                new("emails", "Secondary Email") { Every = true }, new("phone", "Phone", "Mobile"), new("phones", "Mobile") { Every = true }, new("city", "City"), new("country", "Country"), new("owner", "Lead Owner"), new("tags", "Tag"),
            ],
            LeftOut = ["Fax", "Industry", "Website", "Annual Revenue", "No. of Employees", "Description", "Lead Owner.id"],
        },
        new("Google Contacts", ["E-mail 1 - Value", "E-mail 1 - Label", "E-mail 1 - Type", "Phone 1 - Value", "Phone 1 - Label", "Phone 1 - Type", "Organization 1 - Name", "Group Membership", "Given Name", "Family Name", "Organization Name", "Name Prefix", "File As", "Phonetic First Name", "Yomi Name", "Address 1 - Formatted"], 3)
        {
            Fields =
            [
                new("name", "Name"), new("givenName", "First Name", "Given Name"), new("familyName", "Last Name", "Family Name"), new("title", "Organization Title", "Organization 1 - Title"), new("company", "Organization Name", "Organization 1 - Name"),
                new("email", "E-mail 1 - Value"), new("emails", "E-mail 2 - Value", "E-mail 3 - Value", "E-mail 4 - Value", "E-mail 5 - Value") { Every = true },
                new("phone", "Phone 1 - Value"), new("phones", "Phone 2 - Value", "Phone 3 - Value", "Phone 4 - Value", "Phone 5 - Value") { Every = true }, new("city", "Address 1 - City"), new("country", "Address 1 - Country"),
                new("birthday", "Birthday"), new("language", "Language"), new("tags", "Labels", "Group Membership"),
            ],
            LeftOut = ["Location", "Subject", "Notes", "Nickname", "Name Prefix", "Name Suffix", "Occupation"],
        },
        new("Outlook", ["E-mail Address", "E-mail Type", "E-mail Display Name", "E-mail 2 Address", "E-mail 3 Address", "Business Phone", "Business Street", "Business Country/Region", "Home Phone 2", "Business Phone 2", "Government ID Number", "Schedule+ Priority", "Company Yomi", "Given Yomi", "Assistant's Phone", "Spouse"], 3)
        {
            Fields =
            [
                new("givenName", "First Name"), new("familyName", "Last Name"), new("title", "Job Title"), new("company", "Company"), new("email", "E-mail Address"), new("emails", "E-mail 2 Address", "E-mail 3 Address") { Every = true },
                new("phone", "Business Phone", "Mobile Phone", "Home Phone", "Primary Phone"), new("phones", "Mobile Phone", "Business Phone 2", "Home Phone", "Home Phone 2", "Primary Phone", "Other Phone", "Company Main Phone") { Every = true },
                new("city", "Business City", "Home City"), new("country", "Business Country/Region", "Business Country", "Home Country/Region", "Home Country"), new("birthday", "Birthday"), new("tags", "Categories", "Keywords"),
            ],
            LeftOut = ["Title", "Suffix", "Initials", "Language", "Location", "Notes", "Account", "Profession", "Web Page", "Middle Name", "Organizational ID Number", "Other Country/Region", "Other City", "Office Location"],
        },
        new("Twenty", ["Name / First Name", "Name / Last Name", "Emails / Primary Email", "Emails / Additional Emails", "Phones / Primary Phone Number", "Phones / Primary Phone Country Code", "Phones / Additional Phones"])
        {
            Fields =
            [
                new("externalId", "Id"), new("givenName", "Name / First Name"), new("familyName", "Name / Last Name"), new("title", "Job Title"), new("company", "Company / Name", "Company"), new("company", "Company Id", "Company / Id") { Ids = true },
                new("email", "Emails / Primary Email"), new("emails", "Emails / Additional Emails") { Every = true }, new("phone", "Phones / Primary Phone Number"), new("phones", "Phones / Additional Phones") { Every = true },
                new("phoneCountry", "Phones / Primary Phone Country Code"), new("city", "City"),
            ],
        },
        new("EspoCRM", ["accountId", "accountName", "assignedUserId", "assignedUserName", "emailAddress", "emailAddressIsOptedOut", "salutationName", "createdById", "createdByName", "addressPostalCode", "accountIsInactive", "phoneNumberIsOptedOut"], 4)
        {
            Fields =
            [
                new("externalId", "id"), new("name", "name"), new("givenName", "firstName"), new("familyName", "lastName"), new("title", "title", "accountRole"), new("company", "accountName", "Account"), new("company", "accountId") { Ids = true },
                new("email", "emailAddress", "Email"), new("phone", "phoneNumber", "Phone"), new("city", "addressCity"), new("country", "addressCountry"), new("owner", "assignedUserName", "Assigned User"),
            ],
            LeftOut = ["description", "source", "status", "addressStreet", "addressState"],
        },
    ];
}
