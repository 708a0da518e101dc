using Tandem.Core.Localization;

namespace Tandem.Platform.Records;

/// <summary>Makes the contexts in which values are read: the workspace's currency and country, and, for forms, the reader's language.</summary>
public sealed class Readings(Crm crm)
{
    /// <summary>The form of the API.</summary>
    public async ValueTask<ReadingContext> Plain(CancellationToken stop)
    {
        var workspace = await crm.Database.Actors.Settings(stop);
        return new ReadingContext(workspace?.Currency ?? "EUR", workspace?.Country);
    }

    /// <summary>As people type in a form.</summary>
    public async ValueTask<ReadingContext> Typed(Locale locale, CancellationToken stop) => await Plain(stop) with { Locale = locale };
}
