import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';

/** A server whose time can be skipped, with Docket's search attributes. */
export async function timeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const env = await started(inject('timeSkippingServerPath'));
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(
      Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [
        name,
        encodeSearchAttributeIndexedValueType(type) ?? 0,
      ]),
    ),
  });
  return env;
}

/** The real development server, whose time is real. */
export const developmentServer = (extraArgs: readonly string[]): Promise<TestWorkflowEnvironment> =>
  TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: inject('temporalCliPath') },
      searchAttributes: Object.values(SEARCH_ATTRIBUTES),
      extraArgs: [...extraArgs],
      log: { format: 'pretty', level: 'error' },
    },
  });

/** The SDK gives a server five seconds to come up, which a busy machine can exceed. */
async function started(path: string, attempts = 3): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  } catch (error) {
    if (attempts <= 1) throw error;
    return started(path, attempts - 1);
  }
}
