/** Who does what in US10 (db/seed/people.ts). */
export const ANALYST = 'person:maria.alvarez';
export const BILLING_LEAD = 'person:priya.raman';
export const MANAGER = 'person:robert.kim';
export const OTHER_MANAGER = 'person:angela.moretti';
export const SERVICE_DESK = 'person:jamie.sullivan';
export const OTHER_ANALYST = 'person:devon.clarke';
export const CONTROLLER = 'person:margaret.whitfield';
