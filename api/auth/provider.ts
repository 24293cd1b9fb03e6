import * as client from 'openid-client';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** What access tokens for this API name as their audience. */
  readonly audience: string;
  /** True for the issuer Docket itself starts for development: plain http, and signing in always asks who. */
  readonly development: boolean;
}

/** The identity provider, discovered when first needed and again until that worked: it may start after the API. */
export interface Provider {
  configuration(): Promise<client.Configuration>;
  jwksUri(): Promise<URL>;
}

export function provider(settings: OidcSettings): Provider {
  let found: Promise<client.Configuration> | undefined;
  const configuration = () => {
    found ??= discover(settings).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    configuration,
    jwksUri: async () => {
      const uri = (await configuration()).serverMetadata().jwks_uri;
      if (!uri) throw new Error(`the issuer ${settings.issuer} names no jwks_uri`);
      return new URL(uri);
    },
  };
}

function discover({
  issuer,
  clientId,
  clientSecret,
  development,
}: OidcSettings): Promise<client.Configuration> {
  const authentication = clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret);
  return client.discovery(new URL(issuer), clientId, undefined, authentication, {
    timeout: 10,
    ...(development && { execute: [client.allowInsecureRequests] }),
  });
}
