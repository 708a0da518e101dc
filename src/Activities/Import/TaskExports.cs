using Tandem.Platform.Import.Recognition;

namespace Tandem.Activities.Import;

/// <summary>How other programs export tasks, calls and meetings.</summary>
internal static class TaskExports
{
    public static readonly IReadOnlyList<ExportPreset> All =
    [
        new("HubSpot", ["Task Title", "Task Type", "Task Status", "Task Notes", "Due date", "Associated Contact", "Associated Company", "Associated Deal", "Completed at", "property_hs_task_type", "property_hs_task_subject", "property_hs_timestamp", "engagement_id"], 3)
        {
            Fields =
            [
                new("externalId", "Record ID", "engagement_id", "property_hs_object_id"), new("subject", "Task Title", "property_hs_task_subject", "Title"), new("kind", "Task Type", "property_hs_task_type"), new("dueAt", "Due date", "property_hs_timestamp"),
                new("assignee", "Assigned to", "Activity assigned to"), new("priority", "Priority", "Task Priority", "property_hs_task_priority"), new("description", "Task Notes", "Notes", "property_hs_task_body"), new("doneAt", "Completed at", "Completed date"),
                new("status", "Task Status", "Status", "property_hs_task_status"), new("contact", "Associated Contact", "Associated Contact IDs"), new("regarding", "Associated Deal", "Associated Company"),
            ],
            LeftOut = ["Create Date", "type", "property_hs_createdate"],
        },
        new("Salesforce", ["WhoId", "WhatId", "ActivityDate", "TaskSubtype", "CallDurationInSeconds", "IsHighPriority", "IsClosed", "RecurrenceType", "CallDisposition", "StartDateTime", "EndDateTime", "DurationInMinutes", "Activity ID", "Company / Account", "Task", "Assigned"], 3)
        {
            Fields =
            [
                new("externalId", "Id", "Activity ID"), new("subject", "Subject"), new("kind", "TaskSubtype", "EventSubtype", "Type"), new("dueAt", "StartDateTime", "ActivityDateTime", "ActivityDate", "Date"), new("assignee", "Assigned"),
                new("assignee", "OwnerId") { Ids = true }, new("priority", "Priority"), new("description", "Description", "Comments", "Full Comments"), new("doneAt", "CompletedDateTime"), new("status", "Status"), new("contact", "WhoId", "Contact", "Name"),
                new("regarding", "WhatId", "Opportunity", "Company / Account"),
            ],
            LeftOut = ["CreatedDate", "LastModifiedDate", "EndDateTime", "Location", "IsAllDayEvent"],
        },
        new("Pipedrive", ["Activity - Subject", "Activity - Type", "Activity - Due date", "Activity - Due time", "Activity - Done", "Activity - Assigned to user", "Activity - Marked as done time", "Activity - Note", "Activity - Deal", "Activity - Contact person", "Activity - ID"])
        {
            Fields =
            [
                new("externalId", "Activity - ID", "ID"), new("subject", "Activity - Subject"), new("kind", "Activity - Type"), new("dueAt", "Activity - Due date"), new("dueTime", "Activity - Due time"), new("assignee", "Activity - Assigned to user"), new("priority", "Activity - Priority"),
                new("description", "Activity - Note", "Activity - Public description"), new("doneAt", "Activity - Marked as done time"), new("status", "Activity - Done"), new("contact", "Activity - Contact person", "Person - Name", "Contact person"),
                new("regarding", "Activity - Deal", "Deal - Title", "Deal", "Activity - Organization", "Organization"),
            ],
        },
        new("Zoho CRM", ["Record Id", "Task Id", "Task Owner.id", "Task Owner", "Related To.id", "Related To", "Contact Name.id", "Closed Time", "Created By.id", "Modified By.id", "Send Notification Email", "Remind At", "Event Title", "Host.id", "Call Type", "Call Start Time"], 4)
        {
            Fields =
            [
                new("externalId", "Record Id", "Task Id", "Event Id", "Call Id"), new("subject", "Subject", "Event Title", "Title"), new("dueAt", "Due Date", "From", "Start DateTime", "Call Start Time"), new("assignee", "Task Owner", "Host", "Call Owner"),
                new("priority", "Priority"), new("description", "Description"), new("doneAt", "Closed Time"), new("status", "Status", "Call Status"), new("contact", "Contact Name"), new("regarding", "Related To"),
            ],
            LeftOut = ["Created Time", "Modified Time", "Task Owner.id", "Contact Name.id", "Related To.id"],
        },
        new("Outlook", ["Reminder On/Off", "Reminder Date", "Reminder Time", "Date Completed", "% Complete", "Total Work", "Actual Work", "Schedule+ Priority", "Start Time", "End Time", "All day event", "Meeting Organizer", "Required Attendees", "Show time as"], 4)
        {
            Fields =
            [
                new("subject", "Subject"), new("dueAt", "Due Date", "Start Date"), new("dueTime", "Start Time"), new("allDay", "All day event"), new("priority", "Priority"), new("description", "Notes", "Description"), new("doneAt", "Date Completed"),
                new("status", "Status"), new("attendees", "Required Attendees", "Contacts"),
            ],
            LeftOut = ["Billing Information", "Categories", "Companies", "Sensitivity", "Role", "Start Date", "End Date", "End Time", "Location"],
        },
        new("Twenty", ["Title", "Status", "Due Date", "Assignee Id", "Body / Markdown", "Body / BlockNote", "Assignee", "Created by / Source", "Created by / Name"], 4)
        {
            Fields =
            [
                new("externalId", "Id"), new("subject", "Title"), new("dueAt", "Due Date"), new("assignee", "Assignee Id", "Assignee") { Ids = true }, new("description", "Body / Markdown", "Body"), new("status", "Status"),
            ],
            LeftOut = ["Body / BlockNote", "Creation date", "Last update"],
        },
        new("EspoCRM", ["dateStart", "dateEnd", "dateStartDate", "dateEndDate", "dateCompleted", "isOverdue", "parentType", "parentId", "parentName", "assignedUserId", "assignedUserName", "createdByName", "direction"], 4)
        {
            Fields =
            [
                new("externalId", "id"), new("subject", "name"), new("dueAt", "dateEnd", "dateEndDate", "dateStart", "dateStartDate"), new("assignee", "assignedUserName"), new("priority", "priority"), new("description", "description"),
                new("doneAt", "dateCompleted"), new("status", "status"), new("contact", "contactName"), new("contact", "contactId"), new("regarding", "parentName"), new("regarding", "parentId"),
            ],
            LeftOut = ["createdAt", "modifiedAt", "direction", "duration"],
        },
    ];
}
