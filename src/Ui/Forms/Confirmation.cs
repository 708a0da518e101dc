namespace Tandem.Ui;

/// <summary>A question before something is lost. The buttons repeat the verb of the title: «Delete 3 deals?», «Delete 3 deals», «Keep them».</summary>
public sealed record Confirmation(string Title, string Text, string Yes, string No, bool Danger = true);
