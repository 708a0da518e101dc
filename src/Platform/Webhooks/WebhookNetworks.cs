using System.Net;
using System.Net.Sockets;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Webhooks;

/// <summary>
/// Which addresses a webhook may call: public ones, and the private networks that the installation allows. Who may enter an address here must not
/// reach what only this machine reaches: its own services, its neighbours, the metadata of its cloud.
/// </summary>
public sealed class WebhookNetworks(TandemOptions options)
{
    /// <summary>What is never public among IPv4 addresses (IANA's registry of special purposes).</summary>
    private static readonly IPNetwork[] Special =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotGlobal = [.. ((string[])["2001::/23", "2001:db8::/32", "3fff::/20"]).Select(IPNetwork.Parse)];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether plain HTTP may be spoken: only where there are private networks to speak it in.</summary>
    public bool TakesPlainHttp => options.WebhookNetworks.Count > 0;

    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return options.WebhookNetworks.Any(network => network.Contains(address)) || IsPublic(address);
    }

    /// <summary>Whether an address is one of the open internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Special.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.ScopeId != 0) return false;
        // An IPv4 address in the clothes of an IPv6 one is what it is inside.
        if (Translated.Contains(address)) return IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(12, 4)));
        if (SixToFour.Contains(address)) return IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(2, 4)));
        return Global.Contains(address) && !NotGlobal.Any(network => network.Contains(address));
    }
}
