using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Recognition;

namespace Tandem.Platform.Import.Planning;

/// <summary>What a target may look at while it completes the plan of a file.</summary>
public sealed class PlanningContext
{
    internal PlanningContext(CrmDb db, Actor actor, ImportPlan plan, TextCatalog texts, string language)
    {
        (Db, Actor, Plan, Texts, Language) = (db, actor, plan, texts, language);
    }

    public CrmDb Db { get; }

    public Actor Actor { get; }

    public ImportPlan Plan { get; }

    public TextCatalog Texts { get; }

    /// <summary>The workspace's.</summary>
    public string Language { get; }

    internal DataDictionary Dictionary { get; set; } = DataDictionary.None;

    internal Func<FilePlan, IEnumerable<IReadOnlyList<string>>> RowsOf { get; set; } = _ => [];

    /// <summary>What a data dictionary among the files says about a column; null when nothing does.</summary>
    public string? Description(FilePlan file, string column) => Dictionary.TextOf(file.Name, column);

    /// <summary>The cells of a file's data rows, read again from the beginning.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows(FilePlan file) => RowsOf(file);
}
