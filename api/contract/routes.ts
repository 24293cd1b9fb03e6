import { getMe, getTrialBalance, listPeople, streamChanges } from './reader.ts';
import {
  createReply,
  createRequest,
  createWithdrawal,
  getRequest,
  listDocuments,
  listEvents,
  listRequests,
} from './requests.ts';
import type { Route } from './route.ts';
import { callback, getHealth, getOpenApi, getReadiness, getReference, login, logout } from './service.ts';
import { createDecision, getTask, listTasks } from './tasks.ts';

/** Every operation of the API, in the order of the reference. */
export const ROUTES: readonly Route[] = [
  createRequest,
  listRequests,
  getRequest,
  listEvents,
  listDocuments,
  createReply,
  createWithdrawal,
  listTasks,
  getTask,
  createDecision,
  getTrialBalance,
  getMe,
  listPeople,
  streamChanges,
  login,
  callback,
  logout,
  getHealth,
  getReadiness,
  getOpenApi,
  getReference,
];
