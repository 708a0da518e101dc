namespace Tandem.Core.Filters;

/// <summary>What a parser could read next; completion turns it into suggestions.</summary>
internal abstract record Expectation;

internal sealed record ExpectSubject(RecordType Type) : Expectation;

/// <param name="Path">The names so far, with their last dot.</param>
internal sealed record ExpectMember(RecordType Type, string Path) : Expectation;

internal sealed record ExpectCurrency : Expectation;

internal sealed record ExpectRelation(RecordType Type) : Expectation;

internal sealed record ExpectOperator(Subject Subject) : Expectation;

internal sealed record ExpectValue(Subject Subject, Operator Operator) : Expectation;

internal sealed record ExpectWords(params IReadOnlyList<string> Words) : Expectation;

/// <summary>Walks over tokens, and remembers what was expected where it stands.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    private int at;

    /// <summary>Where it stands, to come back to.</summary>
    public int Place
    {
        get => at;
        set => at = value;
    }

    public Token Current => tokens[at];

    public Token Following => tokens[Math.Min(at + 1, tokens.Count - 1)];

    public Expectation? Expected { get; private set; }

    public void Expect(Expectation expectation) => Expected = expectation;

    public void Expect(params IReadOnlyList<string> words) => Expected = new ExpectWords(words);

    public Token Take()
    {
        var token = Current;
        if (at < tokens.Count - 1) at++;
        return token;
    }

    public bool TakeWord(string word)
    {
        if (!Current.Is(word)) return false;
        Take();
        return true;
    }

    public bool TakeSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol)) return false;
        Take();
        return true;
    }

    public void DemandWord(string word)
    {
        Expect(word);
        if (!TakeWord(word)) throw Current.Error(FilterErrors.Expected, word, ("expected", word));
    }

    public void DemandSymbol(string symbol)
    {
        if (!TakeSymbol(symbol)) throw Current.Error(FilterErrors.Expected, symbol, ("expected", symbol));
    }

    /// <summary>From the start of one token to the end of the last one taken, as one.</summary>
    public Token Since(Token start)
    {
        var last = tokens[Math.Max(at - 1, 0)];
        return start with { Length = Math.Max(start.Length, last.Position + last.Length - start.Position) };
    }
}
