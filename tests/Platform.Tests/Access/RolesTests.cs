using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Access;

public class RolesTests
{
    [OnBothDatabases]
    public async Task What_a_role_may_do_is_narrowed_and_reset_with_effect_on_the_next_request(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var program = await app.Api(Role.Service);
        using var owner = await app.Api();
        var id = await owner.Create("products", new { name = "Lathe" });
        (await program.Get($"products/{id}")).Status.ShouldBe(HttpStatusCode.OK);
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/roles/Service", [("see.product", "None"), ("edit.product", "None")])).Expect(HttpStatusCode.SeeOther);
        (await program.Get($"products/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await administrator.Open("/settings/roles/Service")).Html.ShouldContain("Reset to default");
        (await administrator.Submit("/settings/roles/Service/reset")).Expect(HttpStatusCode.SeeOther);
        (await program.Get($"products/{id}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_edits_more_than_they_see()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/roles/Service", [("see.product", "None"), ("edit.product", "Everything")])).Expect(HttpStatusCode.UnprocessableEntity)
            .Html.ShouldContain("Nobody edits more than they see");
    }

    [Fact]
    public async Task What_equals_the_default_is_not_stored_and_administrators_keep_everything()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/roles/Service", [("see.product", "Everything"), ("edit.product", "None")])).Expect(HttpStatusCode.SeeOther);
        (await administrator.Submit("/settings/roles/Administrator", [("see.product", "None"), ("edit.product", "None")])).Expect(HttpStatusCode.SeeOther);
        await using var db = app.Open();
        Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.AsNoTracking(db.Set<RoleGrant>()).ShouldBeEmpty();
        (await administrator.Open("/settings/users")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
