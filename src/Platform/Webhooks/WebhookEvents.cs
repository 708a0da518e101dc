using Tandem.Platform.Changes;
using Tandem.Platform.Data;

namespace Tandem.Platform.Webhooks;

/// <summary>The kinds of changes that a webhook may ask for: those of every record, and what the modules have a word for (<c>DealWon</c>).</summary>
public sealed class WebhookEvents(ModuleSet modules)
{
    /// <summary>Of every record type.</summary>
    public static readonly IReadOnlyList<string> Common =
        [ChangeKinds.Created, ChangeKinds.Updated, ChangeKinds.Deleted, ChangeKinds.Restored, FeedView.Gone, ChangeKinds.Removed, ChangeKinds.Merged, ChangeKinds.Unmerged];

    /// <summary>Names of business events, by the alphabet.</summary>
    public IReadOnlyList<string> Business { get; } = [.. modules.All.Select(module => module.GetType().Assembly).Distinct()
        .SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsAbstract && typeof(BusinessEvent).IsAssignableFrom(type)).Select(type => type.Name).Order(StringComparer.Ordinal)];

    public IEnumerable<string> All => Common.Concat(Business);
}
