import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { ASKER, MAKER, type Staged } from './stage.ts';

export interface Attempt {
  readonly staged: Staged;
  readonly actorId: string;
  readonly onBehalfOf: string | null;
}

/** Inserts each decision in a savepoint of its own, which is rolled back, whatever came of it. */
const EACH = `do $$
declare
  attempt jsonb;
  state text;
  rule text;
  outcomes text[] := '{}';
begin
  for attempt in select * from jsonb_array_elements(current_setting('matrix.attempts')::jsonb) loop
    begin
      insert into decision select * from jsonb_populate_record(null::decision, attempt);
      raise exception using errcode = 'MX000';
    exception when others then
      get stacked diagnostics state = returned_sqlstate, rule = constraint_name;
      outcomes := outcomes || case state when 'MX000' then 'allowed' when '42501' then 'permission' else coalesce(nullif(rule, ''), state) end;
    end;
  end loop;
  perform set_config('matrix.outcomes', to_jsonb(outcomes)::text, true);
end $$`;

/** What the database answers this role to each: "allowed", "permission", or the rule that refused. */
export async function insertAs(url: string, attempts: readonly Attempt[]): Promise<string[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.begin(async (tx) => {
      await tx`select set_config('app.entity', 'US10', true), set_config('matrix.attempts', ${JSON.stringify(attempts.map(rowOf))}, true)`;
      await tx.unsafe(EACH);
      const [row] = await tx<
        { outcomes: string[] }[]
      >`select current_setting('matrix.outcomes')::jsonb as outcomes`;
      return row?.outcomes ?? [];
    });
  } finally {
    await sql.end();
  }
}

const rowOf = ({ staged, actorId, onBehalfOf }: Attempt) => ({
  ...{ legal_entity: 'US10', id: `DEC-US10-${randomUUID()}`, request_id: staged.requestId, revision: 1 },
  ...{ task_id: staged.taskId, kind: 'approve', verdict: 'approve', reason: '', detail: {} },
  ...{ actor_id: actorId, role: staged.role, on_behalf_of: onBehalfOf, content_hash: staged.hash },
  ...{ requester_id: ASKER, preparer_id: MAKER, status: 'recorded', decided_at: new Date().toISOString() },
});
