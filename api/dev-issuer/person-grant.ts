import { errors, type Provider } from 'oidc-provider';
import { API_SERVER } from './configuration.ts';
import { API_RESOURCE, PERSON_GRANT } from './constants.ts';

/** Lets scripts and tests have a person's access token without a browser. Exists in the development issuer only. */
export function allowPersonGrant(provider: Provider, isPerson: (id: string) => Promise<boolean>): void {
  provider.registerGrantType<{ readonly person?: unknown }>(
    PERSON_GRANT,
    async (ctx) => {
      const { client, params } = ctx.oidc;
      const { person } = params;
      if (typeof person !== 'string' || !(await isPerson(person))) {
        throw new errors.CustomOIDCProviderError('invalid_grant', 'there is no active person of this id');
      }
      const grant = new provider.Grant({ clientId: client.clientId, accountId: person });
      grant.addResourceScope(API_RESOURCE, '');
      const grantId = await grant.save();
      const token = new provider.AccessToken({ accountId: person, client, grantId, gty: PERSON_GRANT });
      token.resourceServer = new provider.ResourceServer(API_RESOURCE, API_SERVER);
      ctx.body = {
        access_token: await token.save(),
        expires_in: token.expiration,
        token_type: token.tokenType,
      };
    },
    ['person', 'resource'],
  );
}
