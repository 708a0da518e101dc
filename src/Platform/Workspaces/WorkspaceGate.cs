using Microsoft.AspNetCore.Http;

namespace Tandem.Platform.Workspaces;

/// <summary>Finds the workspace of a request by its host name, with its record types as they are now, before anything else asks.</summary>
internal sealed class WorkspaceGate(RequestDelegate next, WorkspaceRegistry workspaces)
{
    public async Task Invoke(HttpContext http, CurrentWorkspace workspace)
    {
        workspace.Choose(await workspaces.OfHost(http.Request.Host.Host));
        await workspace.Database.Types.Refresh(http.RequestAborted);
        await next(http);
    }
}
