using Tandem.Platform.Data;

namespace Tandem.Platform.Settings;

/// <summary>A step of the set-up checklist that leads a new administrator; modules add theirs with <see cref="Module.ChecklistSteps"/>.</summary>
/// <param name="Key">Stable; its texts are <c>checklist.KEY</c> and <c>checklist.KEY.help</c>.</param>
/// <param name="Order">Smallest first.</param>
/// <param name="Icon">Name in the sprite.</param>
/// <param name="Path">Where the step is done.</param>
/// <param name="IsDone">Whether the data says that it was done; null when only finishing or skipping it says so.</param>
/// <param name="Optional">Said beside it; it does not keep the list from being complete.</param>
public sealed record ChecklistStep(string Key, int Order, string Icon, string Path, Func<CrmDb, CancellationToken, Task<bool>>? IsDone = null, bool Optional = false)
{
    public const string Profile = "profile";
    public const string Currency = "currency";
    public const string Users = "users";
    public const string Mail = "mail";
    public const string Records = "records";
    public const string ApiKey = "api-key";

    /// <summary>Stands among the finished steps when the whole list was put away.</summary>
    public const string WholeList = "checklist";
}
