using Microsoft.AspNetCore.Components;

namespace Tandem.Ui;

/// <summary>What inputs share. With a <see cref="Label"/> an input brings its own <see cref="FormField"/>.</summary>
public abstract class InputComponent : UiElement
{
    /// <summary>Name of the form field. The id follows from it unless one is given.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter] public string? Label { get; set; }

    [Parameter] public string? Help { get; set; }

    /// <summary>Why the value was refused; taken from the form's problems unless given.</summary>
    [Parameter] public string? Error { get; set; }

    [Parameter] public bool Required { get; set; }

    [Parameter] public bool Disabled { get; set; }

    [Parameter] public ControlSize Size { get; set; }

    /// <summary>Receives the focus when the form appears.</summary>
    [Parameter] public bool Autofocus { get; set; }

    /// <summary>Accessible name where no label is shown.</summary>
    [Parameter] public string? AriaLabel { get; set; }

    [CascadingParameter] public FormProblems? Problems { get; set; }

    protected string ControlId => Id ?? IdOf(Name);

    protected string? Problem => Error ?? Problems?.For(Name);

    protected string? Described => Classes(Help is null || Label is null ? null : ControlId + "-help", Problem is null || Label is null ? null : ControlId + "-error") is { Length: > 0 } ids ? ids : null;

    protected string? Invalid => Problem is null ? null : "true";

    protected string? SizeClass => Size == ControlSize.Small ? "input--sm" : null;

    internal static string IdOf(string name) => "f-" + name.Replace('.', '-');

    /// <summary>The control in its field, or alone when it has no label.</summary>
    protected RenderFragment Labelled(RenderFragment control) => builder =>
    {
        if (Label is null)
        {
            builder.AddContent(0, control);
            return;
        }

        builder.OpenComponent<FormField>(1);
        builder.AddComponentParameter(2, nameof(FormField.Label), Label);
        builder.AddComponentParameter(3, nameof(FormField.For), ControlId);
        builder.AddComponentParameter(4, nameof(FormField.Help), Help);
        builder.AddComponentParameter(5, nameof(FormField.Error), Problem);
        builder.AddComponentParameter(6, nameof(FormField.Required), Required);
        builder.AddComponentParameter(7, nameof(FormField.LabelId), ControlId + "-label");
        builder.AddComponentParameter(8, nameof(FormField.ChildContent), control);
        builder.CloseComponent();
    };
}
