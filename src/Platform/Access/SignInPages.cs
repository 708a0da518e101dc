using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Core;
using Tandem.Platform.Mail;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Access;

/// <summary>Sign-in.</summary>
/// <param name="Next">Where to go afterwards.</param>
/// <param name="Host">The address, for people with several workspaces.</param>
public sealed record SignInView(string Next, string Host);

/// <summary>Asking for a new password.</summary>
/// <param name="ByMail">A mail server is set up; else an administrator has to help.</param>
/// <param name="Asked">The mail is on its way, if there is such a user.</param>
public sealed record ForgotPasswordView(bool ByMail, bool Asked);

/// <summary>Choosing a password by a link.</summary>
/// <param name="Path">The link, to which the form posts.</param>
/// <param name="Email">Of the user; null when the link is no good.</param>
public sealed record ChoosePasswordView(string Path, string? Name, string? Email);

/// <summary>The pages before sign-in.</summary>
internal static class SignInPages
{
    public static void Map(RouteGroupBuilder open)
    {
        MapSignIn(open);
        MapForgotPassword(open);
        MapChoosePassword(open);
        open.MapPost("/sign-out", async (HttpContext http) =>
        {
            await Sessions.End(http);
            return Page.SeeOther("/sign-in");
        });
    }

    private static void MapSignIn(RouteGroupBuilder open)
    {
        open.MapGet("/sign-in", (HttpContext http, Actor? actor, CurrentPage page, string? next) =>
        {
            if (actor is not null) return Page.SeeOther(LocalPath.Or(next, "/"));
            return Page.Of<SignInPage>(new SignInView(LocalPath.Or(next, "/"), http.Request.Host.Value ?? ""));
        });
        open.MapPost("/sign-in", async (HttpContext http, IFormCollection form, SignIn signIn, Sessions sessions, CurrentPage page, CancellationToken stop) =>
        {
            var next = LocalPath.Or(form["next"], "/");
            try
            {
                var user = await signIn.Run(new SignIn.Request(form["email"].ToString(), form["password"].ToString(), http.Connection.RemoteIpAddress), stop);
                await sessions.Begin(http, user, form.ContainsKey("keep"));
                return Page.SeeOther(next);
            }
            catch (Refused refused)
            {
                return Answer(Page.Refused<SignInPage>(new SignInView(next, http.Request.Host.Value ?? ""), new FormState(form, refused)), http, refused);
            }
        });
    }

    private static void MapForgotPassword(RouteGroupBuilder open)
    {
        open.MapGet("/forgot-password", (CurrentPage page, MailServers servers, bool? asked) =>
        {
            return Page.Of<ForgotPasswordPage>(new ForgotPasswordView(servers.Of(page.Workspace) is not null, asked ?? false));
        });
        open.MapPost("/forgot-password", async (HttpContext http, IFormCollection form, MailNewPassword mail, CurrentPage page, CancellationToken stop) =>
        {
            try
            {
                await mail.Run(new MailNewPassword.Request(form["email"].ToString(), http.Connection.RemoteIpAddress, page.Locale.Language), stop);
                return Page.SeeOther("/forgot-password?asked=true");
            }
            catch (Refused refused)
            {
                return Answer(Page.Refused<ForgotPasswordPage>(new ForgotPasswordView(refused.Code != MailRefusals.NotSetUp, false), new FormState(form, refused)), http, refused);
            }
        });
    }

    private static void MapChoosePassword(RouteGroupBuilder open)
    {
        open.MapGet("/password/{id:guid}", async (Guid id, string? token, HttpContext http, ChoosePassword choose, CurrentPage page, CancellationToken stop) =>
        {
            var user = await choose.UserOf(id, token, stop);
            return Page.Of<ChoosePasswordPage>(new ChoosePasswordView(http.Request.Path + http.Request.QueryString, user?.Name, user?.Email));
        });
        open.MapPost("/password/{id:guid}", async (Guid id, string? token, HttpContext http, IFormCollection form, ChoosePassword choose, Sessions sessions, CurrentPage page, CancellationToken stop) =>
            await Page.Submit(form, async () =>
            {
                var user = await choose.Run(new ChoosePassword.Request(id, token, form["password"].ToString(), form["repeated"].ToString()), stop);
                await sessions.Begin(http, user, keep: false);
                return Page.SeeOther("/");
            }, async state =>
            {
                var user = await choose.UserOf(id, token, stop);
                return Page.Refused<ChoosePasswordPage>(new ChoosePasswordView(http.Request.Path + http.Request.QueryString, user?.Name, user?.Email), state);
            }));
    }

    private static RazorComponentResult<TPage> Answer<TPage>(RazorComponentResult<TPage> page, HttpContext http, Refused refused) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        if (refused.Code != AccessRefusals.TooManyAttempts) return page;
        http.Response.Headers.RetryAfter = "60";
        page.StatusCode = StatusCodes.Status429TooManyRequests;
        return page;
    }
}
