/** Request types Docket runs. Adding one: see CONTRIBUTING.md. */
export const REQUEST_TYPES = ['billing-dispute', 'payment-clarification'] as const;
export type RequestType = (typeof REQUEST_TYPES)[number];
