using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Tandem.Architecture.Tests;

/// <summary>
/// What people read stands in resources, never in markup. The compiled components are read, not the files: so no trick of Razor's syntax
/// hides a text, and none is taken for one.
/// </summary>
public partial class MarkupTests
{
    /// <summary>Attributes of HTML that people see or hear, and parameters of components that they read.</summary>
    private static readonly HashSet<string> Read = new(StringComparer.Ordinal)
    {
        "title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "data-tip",
        "Title", "Label", "Text", "Sub", "Help", "Placeholder", "Caption", "Legend", "Summary", "Empty", "Unit", "Hint",
    };

    [Fact]
    public void No_component_has_a_text_of_its_own()
    {
        var files = House.Files("src", ".razor", ".cs").ToLookup(file => Path.GetFileNameWithoutExtension(file.Name), StringComparer.Ordinal);
        var components = House.Projects.SelectMany(project => project.Assembly.GetTypes().Where(type => typeof(IComponent).IsAssignableFrom(type))).ToList();
        components.ShouldNotBeEmpty();
        components.SelectMany(type => TextsOf(type).Select(text => $"{Place(files, type, text)}: {text}"))
            .ShouldBeClean("texts that people read are resources (T(\"key\")), in four languages");
    }

    [Fact]
    public void A_text_in_markup_is_found_wherever_it_stands() =>
        TextsOf(typeof(Talkative)).ShouldBe(["Good morning", "Close the window", "Nothing here", "Say hello", "Not found"]);

    private static string Place(ILookup<string, SourceFile> files, Type type, string text)
    {
        var file = files[type.Name.Split('`')[0]].OrderByDescending(file => file.Name.EndsWith(".razor", StringComparison.Ordinal)).FirstOrDefault();
        if (file is null) return type.FullName!;
        var at = file.Text.IndexOf(text, StringComparison.Ordinal);
        return at < 0 ? file.Name : file.At(at);
    }

    private static IEnumerable<string> TextsOf(Type component) => Il.MethodsOf(component).SelectMany(Il.CallsOf).Where(call => call.Called.DeclaringType == typeof(RenderTreeBuilder))
        .SelectMany(call => (call.Called.Name, call.Strings) switch
        {
            (nameof(RenderTreeBuilder.AddContent), [.., var text]) => [text],
            (nameof(RenderTreeBuilder.AddMarkupContent), [.., var html]) => Visible(html),
            (nameof(RenderTreeBuilder.AddAttribute) or nameof(RenderTreeBuilder.AddComponentParameter), [var name, .. var values]) when Read.Contains(name) => values,
            _ => (IEnumerable<string>)[],
        }).Select(text => text.Trim()).Where(IsText);

    /// <summary>Three letters in a row make a word; the product's own name and names of keys need no translation.</summary>
    private static bool IsText(string text) => ThreeLetters().IsMatch(NotTranslated().Replace(text, ""));

    private static IEnumerable<string> Visible(string html)
    {
        var body = new HtmlParser().ParseDocument("<body>" + html).Body!;
        foreach (var hidden in body.QuerySelectorAll("script, style, kbd, code")) hidden.Remove();
        return body.Descendants<IText>().Select(text => text.Data)
            .Concat(body.QuerySelectorAll("*").SelectMany(element => element.Attributes.Where(attribute => Read.Contains(attribute.Name)).Select(attribute => attribute.Value)));
    }

    [GeneratedRegex(@"\p{L}{3}")]
    private static partial Regex ThreeLetters();

    [GeneratedRegex(@"\b(Tandem|Esc|Enter|Shift|Ctrl|Alt|Tab)\b")]
    private static partial Regex NotTranslated();

    private sealed class Talkative : ComponentBase
    {
        private readonly bool open = true;

        [Parameter] public string? Label { get; set; }

        [Parameter] public RenderFragment? ChildContent { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.AddMarkupContent(0, "<p class=\"greeting\">Good morning</p><script>var code = 'not read';</script>");
            builder.AddMarkupContent(1, "<button class=\"quiet\" aria-label=\"Close the window\"><kbd>Escape</kbd></button>");
            builder.OpenElement(2, "div");
            builder.AddAttribute(3, "class", "not a text");
            builder.AddContent(4, open ? "Nothing here" : null);
            builder.CloseElement();
            builder.OpenComponent<Talkative>(5);
            builder.AddComponentParameter(6, "Label", "Say hello");
            builder.AddComponentParameter(7, "ChildContent", (RenderFragment)(inner => inner.AddContent(8, "Not found")));
            builder.CloseComponent();
        }
    }
}
