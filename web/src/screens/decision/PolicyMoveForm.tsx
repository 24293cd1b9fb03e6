import { Anchor, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sendPolicyMove } from '../../api/changes.ts';
import { policiesQuery } from '../../api/policies.ts';
import { effectiveWords } from '../policies/policy-words.ts';
import { useNow } from '../../parts/now.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { ReasonField, required } from './ReasonField.tsx';

/** Asks for a newer policy; somebody else approves it. */
export function PolicyMoveForm({ context }: { context: FormContext }) {
  const { request } = context;
  const policies = useQuery(policiesQuery);
  const now = useNow();
  const published = (policies.data?.items ?? []).filter(({ state }) => state === 'published');
  const own = published.find(({ version }) => version === request.policyVersion);
  const newer = published.filter(({ effectiveFrom }) => !own || effectiveFrom > own.effectiveFrom);
  return (
    <ActionForm
      context={context}
      initial={{ toVersion: '', reason: '' }}
      validate={({ toVersion, reason }) => ({
        toVersion: toVersion === '' ? 'Choose the policy.' : null,
        reason: required('Say why; whoever approves it reads this.')(reason),
      })}
      bodyOf={({ toVersion, reason }) => ({ toVersion, reason: reason.trim() })}
      send={(body, idempotencyKey) => sendPolicyMove({ requestId: request.id, idempotencyKey, body })}
      submitLabel="Ask for it"
    >
      {(form) => {
        const { toVersion } = form.getValues();
        return (
          <>
            <div>
              <Text fw={600}>{request.subject}</Text>
              <Text>
                It began under policy {request.policyVersion}. Once a controller who did not ask for it has
                approved, the newer one applies, and approvals given under the old one are void.
              </Text>
            </div>
            <Select
              label="Newer policy"
              data={newer.map(({ version, effectiveFrom }) => ({
                value: version,
                label: `${version}, in force from ${effectiveWords(effectiveFrom)}`,
                disabled: Date.parse(effectiveFrom) > now,
              }))}
              placeholder={policies.isPending ? 'Reading the policies …' : undefined}
              description={
                policies.isSuccess && newer.length === 0 ? 'No newer policy is published.' : undefined
              }
              withAsterisk
              data-autofocus
              {...form.getInputProps('toVersion')}
            />
            {toVersion !== '' && (
              <Text size="sm">
                <Anchor
                  renderRoot={(props) => (
                    <Link
                      to="/policies/compare"
                      search={{ from: request.policyVersion, to: toVersion }}
                      target="_blank"
                      {...props}
                    />
                  )}
                >
                  What changes from {request.policyVersion} to {toVersion}
                </Anchor>
              </Text>
            )}
            <ReasonField label="Reason" withAsterisk maxLength={500} {...form.getInputProps('reason')} />
          </>
        );
      }}
    </ActionForm>
  );
}
