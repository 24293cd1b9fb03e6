/** The issuer's name in the identity table: subjects are principal ids, whatever port the issuer has. */
export const DEVELOPMENT_ISSUER = 'development';
/** Audience of access tokens for the API. */
export const API_AUDIENCE = 'docket-api';
/** RFC 8707 resource indicator of the API; it has to be an absolute URI. */
export const API_RESOURCE = 'urn:docket:api';
/** Grant type by which scripts and tests get a token for a person without a browser. */
export const PERSON_GRANT = 'urn:docket:dev:person';
export const WEB_CLIENT = 'docket-web';
export const SCRIPT_CLIENT = 'docket-scripts';
/** The same for every client of the development issuer, and no secret at all: the issuer listens on loopback only and never runs in production. */
export const DEVELOPMENT_SECRET = 'development-only-not-a-secret';
