import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { WorkflowInterceptors } from '@temporalio/workflow';

/** The SDK refuses names that begin so, by failing the workflow's task. */
const RESERVED = '__temporal_';

/**
 * Whoever reaches Temporal can signal a run with any name and any bytes. The SDK would fail the workflow's task over a payload that it
 * can't read or a name that it reserves, again and again, and the request would stand still for good. Such a signal is taken without
 * what can't be read, so that its handler audits and ignores it.
 */
export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate(input, next) {
        for (const { signalWorkflow: signal } of input.activation.jobs ?? []) {
          if (!signal) continue;
          if (!signal.input?.every(isReadable)) signal.input = [];
          if (signal.signalName?.startsWith(RESERVED)) signal.signalName = `reserved ${signal.signalName}`;
        }
        next(input);
      },
    },
  ],
});

function isReadable(payload: Payload): boolean {
  try {
    defaultPayloadConverter.fromPayload(payload);
    return true;
  } catch {
    return false;
  }
}
