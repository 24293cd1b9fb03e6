import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { InboxScreen } from './screens/inbox/InboxScreen.tsx';
import { inboxSearch } from './screens/inbox/search.ts';
import { noticesSearch } from './screens/notices/search.ts';
import { queueSearch } from './screens/queue/search.ts';
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

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([inbox, queue, notices, standingIn, requests, request, ledger, dashboard]),
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
