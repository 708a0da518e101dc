using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;

namespace Tandem.Browser.Tests;

/// <summary>One window of the browser, and what went wrong in it.</summary>
public sealed partial class Window
{
    private static readonly Lazy<string> Axe = new(() => new BundledAxeScriptProvider().GetScript());
    private static readonly string[] Serious = ["serious", "critical"];

    private readonly List<string> complaints = [];
    private readonly List<string> trail = [];
    private readonly List<Regex> expected = [ExpectedRefusal()];

    internal Window(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => complaints.Add("script: " + error);
        page.Response += (_, answer) =>
        {
            if (answer.Request.ResourceType is "document" or "fetch" or "xhr") trail.Add($"{answer.Request.Method} {new Uri(answer.Url).PathAndQuery} → {answer.Status}");
        };
    }

    public IPage Page { get; }

    /// <summary>Opens an address of the program.</summary>
    public async Task Go(string path)
    {
        var answer = (await Page.GotoAsync(path)).ShouldNotBeNull();
        answer.Ok.ShouldBeTrue($"{answer.Url} answered {answer.Status}");
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Field(string label) => FieldIn(Page.Locator("body"), label);

    /// <summary>A field of a part of the page; the star of a required one is no part of its name.</summary>
    public static ILocator FieldIn(ILocator part, string label) => part.GetByLabel(new Regex($"^{Regex.Escape(label)}( \\*)?$"));

    /// <summary>A dialog, a question or a drawer by its title.</summary>
    public ILocator Dialog(string title) =>
        Page.GetByRole(AriaRole.Dialog, new() { Name = title, Exact = true }).Or(Page.GetByRole(AriaRole.Alertdialog, new() { Name = title, Exact = true }));

    /// <summary>The message that says what was just done.</summary>
    public ILocator Toast(string text) => Page.GetByRole(AriaRole.Group, new() { Name = text });

    public ILocator Heading(string text) => Page.GetByRole(AriaRole.Heading, new() { Name = text, Exact = true });

    /// <summary>An item of an open menu, be it an action or a choice.</summary>
    public ILocator MenuItem(string text) =>
        Page.GetByRole(AriaRole.Menuitem, new() { Name = text, Exact = true }).Or(Page.GetByRole(AriaRole.Menuitemradio, new() { Name = text, Exact = true }));

    /// <summary>A row of any table, by the text of its heading.</summary>
    public ILocator Row(string heading) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = heading }) });

    /// <summary>Waits until a text is to be seen.</summary>
    public Task Sees(string text) => Page.GetByText(text).First.WaitForAsync();

    /// <summary>Searches in a field and takes the first record that it offers.</summary>
    public async Task Choose(ILocator within, string label, string search)
    {
        await within.GetByRole(AriaRole.Combobox, new() { Name = label }).FillAsync(search);
        await within.GetByRole(AriaRole.Listbox, new() { Name = label }).GetByRole(AriaRole.Option).Filter(new() { HasText = search }).First.ClickAsync();
    }

    /// <summary>Marks the document: a page that was loaded anew has lost the mark.</summary>
    public Task Mark() => Page.EvaluateAsync("() => { window.neverLeft = true; }");

    public Task<bool> NeverLeft() => Page.EvaluateAsync<bool>("() => window.neverLeft === true");

    /// <summary>Lets the page log errors that match: those the test provokes.</summary>
    public void Expects(string pattern) => expected.Add(new Regex(pattern, RegexOptions.ExplicitCapture));

    /// <summary>Fails when axe finds a serious fault for people with disabilities on the page as it stands.</summary>
    public async Task IsAccessible() => string.Join('\n', await Faults()).ShouldBeEmpty($"{Page.Url} is not accessible");

    /// <summary>What axe finds serious or worse on the page as it stands: by all rules, by one, or by all but one.</summary>
    public async Task<IReadOnlyList<string>> Faults(string? rule = null, string? except = null)
    {
        if (await Page.EvaluateAsync<bool>("() => !window.axe")) await Page.EvaluateAsync(Axe.Value);
        var found = await Page.EvaluateAsync<string[]>("""
            async ([rule, except, serious]) => {
              const { violations } = await axe.run(document, { resultTypes: ["violations"], iframes: false, preload: false, ...(rule && { runOnly: [rule] }), ...(except && { rules: { [except]: { enabled: false } } }) });
              return violations.filter(one => serious.includes(one.impact)).flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(" ")} ${node.html.slice(0, 300)}`));
            }
            """, new object?[] { rule, except, Serious });
        return [.. found.Select(fault => $"{new Uri(Page.Url).PathAndQuery} {fault}")];
    }

    /// <summary>Opens an address; false when it answers something else than a page of its own: a file, a part of a page, a way to another page.</summary>
    public async Task<bool> OpensPage(string path)
    {
        var asked = await Page.Context.APIRequest.GetAsync(path, new() { MaxRedirects = 0 });
        asked.Status.ShouldBeLessThan(500, path);
        var isPage = asked.Status == 200 && asked.Headers.GetValueOrDefault("content-type", "").StartsWith("text/html", StringComparison.Ordinal)
            && (await asked.TextAsync()).TrimStart().StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        if (isPage) await Go(path);
        return isPage;
    }

    /// <summary>Fails when the page is wider than the window: on a phone it would scroll sideways.</summary>
    public async Task FitsItsWidth() =>
        (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{Page.Url} scrolls sideways");

    /// <summary>The newest requests of the page, for whoever looks into a failure.</summary>
    internal string Trail => string.Join('\n', trail.TakeLast(12));

    /// <summary>What went wrong behind the test's back, a line each.</summary>
    internal string Complaints(IReadOnlyList<string> serverErrors) => string.Join('\n', complaints.Concat(serverErrors.Select(error => "server: " + error))
        .Where(complaint => !expected.Exists(pattern => pattern.IsMatch(complaint))));

    /// <summary>Keeps a picture and the HTML of the page for whoever mends the test.</summary>
    internal async Task Keep(string name)
    {
        var file = Path.Combine(Directory.CreateDirectory(Repository.PathOf("artifacts/screenshots")).FullName, string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-')));
        await Page.ScreenshotAsync(new() { Path = file + ".png", FullPage = true });
        await File.WriteAllTextAsync(file + ".html", await Page.ContentAsync());
    }

    /// <summary>A form that was refused, or a record that someone else changed: the browser reports the status, the page shows the reason.</summary>
    [GeneratedRegex("Failed to load resource: .* status of (422|409)", RegexOptions.ExplicitCapture)]
    private static partial Regex ExpectedRefusal();
}
