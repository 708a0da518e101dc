namespace Tandem.Ui;

/// <summary>20, 24, 32, 40 and 56 pixels.</summary>
public enum FaceSize
{
    Tiny, Small, Medium, Large, Huge,
}

internal static class FaceSizes
{
    internal static string? Class(this FaceSize size) => size switch
    {
        FaceSize.Tiny => "av-xs",
        FaceSize.Medium => "av-md",
        FaceSize.Large => "av-lg",
        FaceSize.Huge => "av-xl",
        _ => null,
    };
}
