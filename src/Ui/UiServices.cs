using Microsoft.Extensions.DependencyInjection;

namespace Tandem.Ui;

public static class UiServices
{
    /// <summary>Gives every component of a request the <see cref="Screen"/> that <paramref name="screen"/> makes, once per request.</summary>
    public static IServiceCollection AddTandemUi(this IServiceCollection services, Func<IServiceProvider, Screen> screen)
    {
        services.AddRazorComponents();
        services.AddScoped(screen);
        services.AddCascadingValue(provider => provider.GetRequiredService<Screen>());
        return services;
    }
}
