using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Board;

/// <summary>How a user last looked at the board: that is what the bare address <c>/deals</c> shows them, on every device.</summary>
internal sealed class BoardChoice
{
    private const int MaxQueryLength = 500;

    public Guid UserId { get; init; }

    /// <summary>The query of the board's address, as <see cref="BoardRequest"/> writes it.</summary>
    public string Query { get; set; } = "";

    internal static void Map(ModelBuilder model) => model.Entity<BoardChoice>(choice =>
    {
        choice.ToTable("board_choices");
        choice.HasKey(c => c.UserId);
        choice.Property(c => c.Query).HasMaxLength(MaxQueryLength);
    });
}

/// <summary>Remembers how each user last looked at the board.</summary>
internal sealed class LastLook(Crm crm)
{
    /// <summary>Null for somebody who has not looked yet, and for programs.</summary>
    public async Task<BoardRequest?> Of(Actor actor, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return null;
        await using var db = crm.Open(actor);
        return await db.Set<BoardChoice>().AsNoTracking().Where(choice => choice.UserId == user).Select(choice => choice.Query).FirstOrDefaultAsync(stop) is { } query ? Read(query) : null;
    }

    public async Task Remember(Actor actor, BoardRequest request, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return;
        await using var db = crm.Open(actor);
        var choice = await db.Set<BoardChoice>().FirstOrDefaultAsync(one => one.UserId == user, stop);
        if (choice?.Query == request.Query) return;
        if (choice is null) db.Add(choice = new BoardChoice { UserId = user });
        choice.Query = request.Query;
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // Two tabs of one person opened their first board at once; either may be remembered.
        }
    }

    private static BoardRequest Read(string query)
    {
        var given = QueryHelpers.ParseQuery(query);
        string? Text(string name) => given.TryGetValue(name, out var value) ? value.ToString() : null;
        return new BoardAddress(Text("pipeline"), Text("view"), Text("owner"), Text("team"), Text("close"), Text("sort")).Request;
    }
}
