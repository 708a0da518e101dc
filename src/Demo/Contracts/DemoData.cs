using Tandem.Core.Localization;
using Tandem.Demo.Filling;

namespace Tandem.Demo.Contracts;

/// <summary>What became of the wish for demo data.</summary>
public enum DemoOutcome
{
    /// <summary>The workspace was empty and is filled now.</summary>
    Filled,

    /// <summary>It was filled at an earlier start.</summary>
    AlreadyThere,

    /// <summary>Somebody works here: nothing was touched.</summary>
    LeftAlone,
}

/// <param name="Email">To sign in with; null when the data was left alone.</param>
/// <param name="Password">Known once, when the data is put in.</param>
public sealed record DemoStart(DemoOutcome Outcome, string? Email, string? Password);

/// <summary>Fills an empty workspace with a believable company that sells to companies and to people.</summary>
public sealed class DemoData
{
    private readonly FillWorkspace fill;

    internal DemoData(FillWorkspace fill) => this.fill = fill;

    /// <param name="language">en, fa, ru or vi: of the names, the texts and the workspace. Others are read as English.</param>
    public Task<DemoStart> Fill(string language, CancellationToken stop) =>
        fill.Run(Languages.All.Any(known => known.Code == language) ? language : Languages.English.Code, stop);
}
