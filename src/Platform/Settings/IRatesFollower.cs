using Tandem.Platform.Data;

namespace Tandem.Platform.Settings;

/// <summary>
/// Keeps values that a module stored in the workspace's currency true when that currency or its dated rates change. Register it with
/// <c>services.AddScoped&lt;IRatesFollower, …&gt;()</c>.
/// </summary>
public interface IRatesFollower
{
    /// <summary>Called within the save that changes them: a job that it adds to the context exists if and only if the change commits.</summary>
    Task RatesChange(CrmDb db, CancellationToken stop);
}
