using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Changes;
using Tandem.Platform.Cleaning;
using Tandem.Platform.Jobs;
using Tandem.Platform.Webhooks.Pages;

namespace Tandem.Platform.Webhooks;

/// <summary>Registers what webhooks are made of.</summary>
internal static class WebhookServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<WebhookSecrets>().AddSingleton<WebhookNetworks>().AddSingleton<WebhookEvents>().AddSingleton<WebhookCaller>();
        services.AddScoped<EditWebhook>().AddScoped<SendAgain>().AddScoped<WebhookScreens>();
        services.AddScoped<IFeedConsumer, QueueDeliveries>().AddScoped<IJobHandler, SendDeadAgain>().AddScoped<ICleaning, ForgetDeliveries>();
        services.AddHostedService<WebhookSender>();
    }
}
