import type { ClientMetadata, Configuration, KoaContextWithOIDC, ResourceServer } from 'oidc-provider';
import { CHANNELS } from '../../domain/vocabulary.ts';
import { escapeHtml } from '../http/page.ts';
import {
  API_AUDIENCE,
  API_RESOURCE,
  DEVELOPMENT_SECRET,
  PERSON_GRANT,
  SCRIPT_CLIENT,
  WEB_CLIENT,
} from './constants.ts';
import type { IssuerKeys } from './keys.ts';

const HOUR = 3_600;

/** The API as the issuer knows it: its tokens are signed JWTs. */
export const API_SERVER: ResourceServer = {
  scope: '',
  audience: API_AUDIENCE,
  accessTokenFormat: 'jwt',
  accessTokenTTL: 8 * HOUR,
  jwt: { sign: { alg: 'RS256' } },
};

export interface IssuerParts {
  readonly keys: IssuerKeys;
  /** Where browsers reach the inbox. */
  readonly webUrl: string;
  /** Whether an active person of this id exists now. */
  readonly isPerson: (id: string) => Promise<boolean>;
}

export function issuerConfiguration({ keys, webUrl, isPerson }: IssuerParts): Configuration {
  return {
    jwks: keys.jwks,
    cookies: {
      keys: keys.cookieKeys,
      names: {
        session: 'docket_issuer',
        interaction: 'docket_issuer_sign_in',
        resume: 'docket_issuer_resume',
      },
    },
    clients: clients(webUrl),
    scopes: ['openid'],
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    findAccount: async (_ctx, id) =>
      (await isPerson(id)) ? { accountId: id, claims: () => Promise.resolve({ sub: id }) } : undefined,
    loadExistingGrant: grantAll,
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'html';
      ctx.body = `<!doctype html><html lang="en"><title>Signing in did not work</title><h1>Signing in did not work</h1><p>${escapeHtml(description ?? error)}</p>`;
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => API_SERVER,
      },
    },
    ttl: {
      AccessToken: 8 * HOUR,
      ClientCredentials: 8 * HOUR,
      AuthorizationCode: 60,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: HOUR,
      Grant: HOUR,
    },
  };
}

function clients(webUrl: string): ClientMetadata[] {
  const confidential = {
    client_secret: DEVELOPMENT_SECRET,
    token_endpoint_auth_method: 'client_secret_post',
  } as const;
  const machine = { ...confidential, response_types: [], redirect_uris: [] };
  return [
    {
      ...confidential,
      client_id: WEB_CLIENT,
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: [new URL('/auth/callback', webUrl).href],
    },
    { ...machine, client_id: SCRIPT_CLIENT, grant_types: [PERSON_GRANT] },
    ...CHANNELS.map((channel): ClientMetadata => ({
      ...machine,
      client_id: `service:${channel}`,
      grant_types: ['client_credentials'],
    })),
  ];
}

/** Everyone agrees to the inbox knowing who they are: no consent page. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (!client || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(API_RESOURCE, '');
  await grant.save();
  return grant;
}
