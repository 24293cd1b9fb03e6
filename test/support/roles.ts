/** The application accounts' passwords on the test server, which lives on loopback for the length of one run. */
export const API_PASSWORD = 'docket-api-test';
export const WORKER_PASSWORD = 'docket-worker-test';
