using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Tandem.Core.Formulas;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.Fields.Computed;

/// <summary>
/// Where every query of a context passes before it is compiled: computed fields that it names are replaced by what they are made of. It derives from EF's
/// own provider, because <c>AsNoTracking</c> and its like do nothing with another.
/// </summary>
#pragma warning disable EF1001 // EF's provider is internal to it and the only one that its operators know.
internal sealed class ComputedQueries(IQueryCompiler compiler, ICurrentDbContext current) : EntityQueryProvider(compiler)
{
    public override object Execute(Expression expression) => base.Execute(Whole(expression));

    public override TResult Execute<TResult>(Expression expression) => base.Execute<TResult>(Whole(expression));

    public override TResult ExecuteAsync<TResult>(Expression expression, CancellationToken cancellationToken = default) => base.ExecuteAsync<TResult>(Whole(expression), cancellationToken);

    private Expression Whole(Expression query) => current.Context is CrmDb { RecordTypes: { Compute: true } types } db ? Computations.In(query, types, () => FilterContexts.OfEverything(db)) : query;
}
#pragma warning restore EF1001
