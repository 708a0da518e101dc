using System.Globalization;
using Tandem.Core.Localization;

namespace Tandem.Ui;

/// <summary>Light, dark, or what the person's device says.</summary>
public enum Theme
{
    Auto, Light, Dark,
}

/// <summary>What every component needs to know about the screen being rendered: for whom, where, and under which security policy.</summary>
public sealed record Screen
{
    /// <summary>How the person reads and writes.</summary>
    public required Locale Locale { get; init; }

    /// <summary>Address prefix of this library's files, without a slash at the end; with a version in it they can be cached for ever.</summary>
    public string AssetsBase { get; init; } = "/_content/Tandem.Ui";

    /// <summary>The nonce of the content security policy of this response.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>Name of the form field that carries <see cref="AntiforgeryToken"/>.</summary>
    public string AntiforgeryField { get; init; } = "__RequestVerificationToken";

    public string AntiforgeryToken { get; init; } = "";

    public Theme Theme { get; init; }

    /// <summary>Path of the address, without the query.</summary>
    public string CurrentPath { get; init; } = "/";

    /// <summary>Id of the frame that asked for this response (header <c>Turbo-Frame</c>); null when it is a whole page.</summary>
    public string? Frame { get; init; }

    /// <summary>Whether single letters are shortcuts; people who dictate or use switches turn them off.</summary>
    public bool SingleKeys { get; init; } = true;

    private int ids;

    /// <summary>An id that no other element of this response has, and that the same element gets again on the next one.</summary>
    internal string NextId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Frame}{++ids}");

    /// <summary>Address of one of this library's files.</summary>
    public string Asset(string path) => $"{AssetsBase}/{path}";
}
