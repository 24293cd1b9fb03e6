import { API_RESOURCE, DEVELOPMENT_SECRET, PERSON_GRANT, SCRIPT_CLIENT } from './constants.ts';

/** An access token for a person, `person:…`, as if they had signed in. @throws when the issuer refuses */
export const personToken = (issuerUrl: string, personId: string): Promise<string> =>
  requestToken(issuerUrl, { grant_type: PERSON_GRANT, client_id: SCRIPT_CLIENT, person: personId });

/** An access token for an upstream system, `service:…`. @throws when the issuer refuses */
export const serviceToken = (issuerUrl: string, serviceId: string): Promise<string> =>
  requestToken(issuerUrl, { grant_type: 'client_credentials', client_id: serviceId });

async function requestToken(issuerUrl: string, parameters: Record<string, string>): Promise<string> {
  const response = await fetch(new URL('/token', issuerUrl), {
    method: 'POST',
    body: new URLSearchParams({ ...parameters, client_secret: DEVELOPMENT_SECRET, resource: API_RESOURCE }),
  });
  const body = (await response.json()) as { access_token?: string; error_description?: string };
  if (body.access_token === undefined) {
    throw new Error(
      `the development issuer gave no token (${response.status}): ${body.error_description ?? 'no reason given'}`,
    );
  }
  return body.access_token;
}
