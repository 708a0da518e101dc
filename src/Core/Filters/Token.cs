namespace Tandem.Core.Filters;

internal enum TokenKind
{
    Word, Text, OpenText, Number, Percent, Day, Instant, Symbol, End,
}

/// <summary>A piece of a filter's text.</summary>
/// <param name="Text">The word or symbol as written, or the content of a text in quotes.</param>
/// <param name="Value">A <c>decimal</c>, <c>DateOnly</c> or <c>DateTimeOffset</c>, by kind.</param>
internal readonly record struct Token(TokenKind Kind, int Position, int Length, string Text, object? Value = null)
{
    public bool Is(string word) => Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public FilterError Error(string key, params (string Name, object? Value)[] args) => new(key, Position, Length, null, args);

    public FilterError Error(string key, string? suggestion, params (string Name, object? Value)[] args) => new(key, Position, Length, suggestion, args);
}
