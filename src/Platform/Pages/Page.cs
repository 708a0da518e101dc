using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Ui;

namespace Tandem.Platform.Pages;

/// <summary>
/// How page endpoints answer: a page rendered from the one record that its query made, a redirect after a form did its work (303, with a
/// toast), or the form again with what was refused (422).
/// </summary>
public static class Page
{
    /// <summary>The page, with <paramref name="model"/> as its <c>Model</c> parameter.</summary>
    public static RazorComponentResult<TPage> Of<TPage>(object? model = null) where TPage : IComponent => new(Parameters(model, null));

    /// <summary>The page again with the form as it was typed and what is wrong with it: 422, which Turbo renders in place.</summary>
    public static RazorComponentResult<TPage> Refused<TPage>(object? model, FormState form) where TPage : IComponent =>
        new(Parameters(model, form)) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    /// <summary>Does what a form asks for; what is refused is answered with the form again.</summary>
    public static async Task<IResult> Submit(IFormCollection form, Func<Task<IResult>> work, Func<FormState, Task<IResult>> again)
    {
        try
        {
            return await work();
        }
        catch (Refused refused) when (refused.Code != Access.AccessRefusals.AdministratorsOnly)
        {
            return await again(new FormState(form, refused));
        }
    }

    /// <summary>Does what a button asks for; what is refused is answered with its page again.</summary>
    public static Task<IResult> Submit(Func<Task<IResult>> work, Func<FormState, Task<IResult>> again) => Submit(FormCollection.Empty, work, again);

    /// <summary>To another page after a form did its work; the toast is shown there.</summary>
    public static IResult SeeOther(string path, Notice? toast = null) => new Redirection(path, toast);

    private static Dictionary<string, object?> Parameters(object? model, FormState? form)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (model is not null) parameters["Model"] = model;
        if (form is not null) parameters["Form"] = form;
        return parameters;
    }

    private sealed class Redirection(string path, Notice? toast) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (toast is not null) Notices.Leave(httpContext, toast);
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = LocalPath.Or(path, "/");
            return Task.CompletedTask;
        }
    }
}

/// <summary>What was done, in a line, with a way back.</summary>
/// <param name="Text">Already in the reader's language.</param>
/// <param name="UndoPath">Address that a POST undoes it at; null when there is nothing to undo.</param>
/// <param name="UndoFields">Fields of that POST.</param>
public sealed record Notice(string Text, string? UndoPath = null, IReadOnlyDictionary<string, string>? UndoFields = null);

/// <summary>What was typed into a form and what is wrong with it.</summary>
public sealed class FormState
{
    private readonly IFormCollection? typed;

    public FormState(IFormCollection typed, Refused refused)
    {
        this.typed = typed;
        Refused = refused;
    }

    private FormState()
    {
    }

    /// <summary>A form that nobody has sent yet.</summary>
    public static FormState Fresh { get; } = new();

    public Refused? Refused { get; }

    /// <summary>What was typed into a field; <paramref name="stored"/> while nobody has.</summary>
    public string? Value(string field, string? stored = null) => typed is not null && typed.TryGetValue(field, out var text) ? text.ToString() : stored;

    /// <summary>Everything that was typed into fields of one name; null while nobody has.</summary>
    public IReadOnlyList<string>? All(string field) => typed is not null && typed.TryGetValue(field, out var texts) ? [.. texts.OfType<string>()] : null;

    public bool Checked(string field, bool stored = false) => typed is null ? stored : typed.ContainsKey(field);

    /// <summary>The refusal of a field.</summary>
    public Refused? Of(string field) => Refused?.All.FirstOrDefault(one => one.Field == field);

    /// <summary>What is wrong, in the reader's language, for <see cref="PostForm"/>.</summary>
    public FormProblems Problems(Locale locale)
    {
        if (Refused is null) return FormProblems.None;
        string Text(Refused one) => locale.T("refused." + one.Code, [.. one.Args]);
        var whole = Refused.All.FirstOrDefault(one => one.Field is null);
        return new FormProblems(
            whole is null ? null : Text(whole),
            Refused.All.Where(one => one.Field is not null).GroupBy(one => one.Field!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => Text(group.First()), StringComparer.Ordinal));
    }
}
