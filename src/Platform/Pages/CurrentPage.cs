using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Fields;
using Tandem.Platform.Hosting;
using Tandem.Platform.Localization;
using Tandem.Platform.Settings;
using Tandem.Ui;

namespace Tandem.Platform.Pages;

/// <summary>What every page knows while it is rendered: who reads it and how. Begun by <see cref="ActorGate"/>.</summary>
public sealed class CurrentPage(Locales locales, IAntiforgery antiforgery, AssetVersion assets)
{
    private HttpContext? http;
    private string? nonce;

    /// <summary>Null on pages before sign-in.</summary>
    public Actor? Actor { get; private set; }

    public Locale Locale { get; private set; } = null!;

    /// <summary>What the workspace added to the record types.</summary>
    public KnownTypes Types { get; private set; } = null!;

    /// <summary>Null before set-up.</summary>
    public Workspace? Workspace { get; private set; }

    public HttpContext Http => http ?? throw new InvalidOperationException("No page is being served.");

    /// <summary>Whether the request was for a page and its reader is known.</summary>
    internal bool IsServed => http is not null;

    public string Path => Http.Request.Path;

    /// <summary>What the request before this one has done.</summary>
    public Notice? Notice { get; private set; }

    /// <summary>Allows the style elements that scripts insert, such as Turbo's progress bar.</summary>
    public string Nonce => nonce ??= Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <summary>What components need to know.</summary>
    public Screen Screen()
    {
        var tokens = antiforgery.GetAndStoreTokens(Http);
        return new Screen
        {
            Locale = Locale,
            AssetsBase = assets.PathOf("Tandem.Ui"),
            Nonce = Nonce,
            AntiforgeryField = tokens.FormFieldName,
            AntiforgeryToken = tokens.RequestToken ?? "",
            Theme = Enum.TryParse<Theme>(Actor?.Preferences.Theme ?? Http.Request.Cookies["theme"], ignoreCase: true, out var theme) ? theme : Theme.Auto,
            CurrentPath = Path,
            Frame = Http.Request.AskingFrame(),
            SingleKeys = Actor?.Preferences.Shortcuts ?? true,
        };
    }

    internal void Begin(HttpContext context, Actor? actor, Workspace? workspace, KnownTypes types)
    {
        http = context;
        Actor = actor;
        Workspace = workspace;
        Types = types;
        if (HttpMethods.IsGet(context.Request.Method)) Notice = Notices.Take(context);
        var asked = Asked(context.Request, workspace);
        var preferences = actor?.Preferences ?? Preferences.None;
        Locale = locales.Of(workspace, preferences.Language ?? (actor is null ? asked : null), preferences.Calendar, preferences.TimeZone, types);
    }

    /// <summary>What a visitor chose, else what the browser asks for, if the workspace offers it.</summary>
    private static string? Asked(HttpRequest request, Workspace? workspace)
    {
        bool Offered(string? code) => code is not null && (workspace is null || workspace.Languages.Contains(code));
        if (request.Cookies["lang"] is { } chosen && Offered(chosen)) return chosen;
        return Languages.Accepted(request.Headers.AcceptLanguage)?.Code is { } accepted && Offered(accepted) ? accepted : null;
    }
}
