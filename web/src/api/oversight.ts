import { queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client.ts';

export const dashboardQuery = (entity: string) =>
  queryOptions({
    queryKey: ['dashboard', entity],
    queryFn: ({ signal }) =>
      dataOf<'getDashboard'>(
        client.GET('/v1/entities/{entity}/dashboard', { params: { path: { entity } }, signal }),
      ),
  });

export const sodReportQuery = (entity: string) =>
  queryOptions({
    queryKey: ['sod-report', entity],
    queryFn: ({ signal }) =>
      dataOf<'getSodReport'>(
        client.GET('/v1/entities/{entity}/segregation-of-duties', { params: { path: { entity } }, signal }),
      ),
  });
