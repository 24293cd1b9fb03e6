import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { InboxScreen } from './screens/inbox/InboxScreen.tsx';
import { inboxSearch } from './screens/inbox/search.ts';
import { requestSearch } from './screens/request/search.ts';
import { requestsSearch } from './screens/requests/search.ts';
import { NotFound } from './screens/shell/NotFound.tsx';
import { Shell } from './screens/shell/Shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: () => <NotFound /> });

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: inboxSearch,
  component: InboxScreen,
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

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([inbox, requests, request, ledger]),
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
