using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Tandem.Platform.Webhooks;

/// <summary>Makes, keeps and uses the secrets that webhooks sign with, by the Standard Webhooks specification (symmetric, <c>v1</c>).</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";

    private readonly IDataProtector protector = protection.CreateProtector("webhook-secret");

    public static string Make() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The header <c>webhook-signature</c>.</summary>
    public static string Sign(string id, DateTimeOffset at, string body, params IEnumerable<string> secrets)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}"));
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))));
    }

    internal string Protect(string secret) => protector.Protect(secret);

    /// <summary>Those in force, the newest first; empty when the keys they are encrypted with are gone, as after a restore without them.</summary>
    internal IReadOnlyList<string> Of(Webhook webhook, DateTimeOffset now)
    {
        try
        {
            var secret = protector.Unprotect(webhook.SecretProtected);
            return webhook.OldSecretProtected is { } old && webhook.OldSecretUntil > now ? [secret, protector.Unprotect(old)] : [secret];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }
}
