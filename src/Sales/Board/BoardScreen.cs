using Tandem.Ui;

namespace Tandem.Sales.Board;

/// <summary>The board and what its filters offer.</summary>
/// <param name="Board">Null while the workspace has no pipeline.</param>
/// <param name="Owners">Users who can own deals.</param>
/// <param name="MaySetUp">Whether the reader may add a pipeline.</param>
public sealed record BoardScreen(BoardView? Board, IReadOnlyList<Option> Owners, IReadOnlyList<Option> Teams, bool MaySetUp);

/// <summary>Further cards of a column.</summary>
public sealed record MoreCards(BoardRequest Request, BoardStage Stage);
