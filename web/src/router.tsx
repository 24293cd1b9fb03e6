import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { InboxScreen } from './screens/inbox/InboxScreen.tsx';
import { inboxSearch } from './screens/inbox/search.ts';
import { noticesSearch } from './screens/notices/search.ts';
import { queueSearch } from './screens/queue/search.ts';
import { compareSearch, newPolicySearch, policySearch } from './screens/policies/search.ts';
import { requestSearch } from './screens/request/search.ts';
import { requestsSearch } from './screens/requests/search.ts';
import { NotFound } from './screens/shell/NotFound.tsx';
import { Shell } from './screens/shell/Shell.tsx';
import { standingInSearch } from './screens/standing-in/search.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: () => <NotFound /> });

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: inboxSearch,
  component: InboxScreen,
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: queueSearch,
  component: lazyRouteComponent(() => import('./screens/queue/QueueScreen.tsx'), 'QueueScreen'),
});

const notices = createRoute({
  getParentRoute: () => root,
  path: '/notices',
  validateSearch: noticesSearch,
  component: lazyRouteComponent(() => import('./screens/notices/NoticesScreen.tsx'), 'NoticesScreen'),
});

const standingIn = createRoute({
  getParentRoute: () => root,
  path: '/standing-in',
  validateSearch: standingInSearch,
  component: lazyRouteComponent(
    () => import('./screens/standing-in/StandingInScreen.tsx'),
    'StandingInScreen',
  ),
});

const requests = createRoute({
  getParentRoute: () => root,
  path: '/requests',
  validateSearch: requestsSearch,
  component: lazyRouteComponent(() => import('./screens/requests/RequestsScreen.tsx'), 'RequestsScreen'),
});

const newRequest = createRoute({
  getParentRoute: () => root,
  path: '/requests/new',
  component: lazyRouteComponent(() => import('./screens/requests/NewRequestScreen.tsx'), 'NewRequestScreen'),
});

const request = createRoute({
  getParentRoute: () => root,
  path: '/requests/$id',
  validateSearch: requestSearch,
  component: lazyRouteComponent(() => import('./screens/request/RequestScreen.tsx'), 'RequestScreen'),
});

const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger/$entity',
  component: lazyRouteComponent(() => import('./screens/ledger/LedgerScreen.tsx'), 'LedgerScreen'),
});

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboard/$entity',
  component: lazyRouteComponent(() => import('./screens/dashboard/DashboardScreen.tsx'), 'DashboardScreen'),
});

const oversight = createRoute({
  getParentRoute: () => root,
  path: '/oversight/$entity',
  component: lazyRouteComponent(
    () => import('./screens/oversight/SegregationScreen.tsx'),
    'SegregationScreen',
  ),
});

const policies = createRoute({
  getParentRoute: () => root,
  path: '/policies',
  component: lazyRouteComponent(() => import('./screens/policies/PoliciesScreen.tsx'), 'PoliciesScreen'),
});

const newPolicy = createRoute({
  getParentRoute: () => root,
  path: '/policies/new',
  validateSearch: newPolicySearch,
  component: lazyRouteComponent(() => import('./screens/policies/NewPolicyScreen.tsx'), 'NewPolicyScreen'),
});

const comparePolicies = createRoute({
  getParentRoute: () => root,
  path: '/policies/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import('./screens/policies/CompareScreen.tsx'), 'CompareScreen'),
});

const policy = createRoute({
  getParentRoute: () => root,
  path: '/policies/$version',
  validateSearch: policySearch,
  component: lazyRouteComponent(() => import('./screens/policies/PolicyScreen.tsx'), 'PolicyScreen'),
});

const editPolicy = createRoute({
  getParentRoute: () => root,
  path: '/policies/$version/edit',
  component: lazyRouteComponent(() => import('./screens/policies/EditPolicyScreen.tsx'), 'EditPolicyScreen'),
});

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([
      inbox,
      queue,
      notices,
      standingIn,
      requests,
      newRequest,
      request,
      ledger,
      dashboard,
      oversight,
      policies,
      newPolicy,
      comparePolicies,
      policy,
      editPolicy,
    ]),
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
