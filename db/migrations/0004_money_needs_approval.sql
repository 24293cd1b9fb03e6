-- What the application's own checks promise, kept by the database too: a worker or an API gone wrong can't move money by itself.
-- In every search_path here pg_temp comes last: unnamed it would come first, and a role's temporary table would be read as ours.

-- 1. Only what was approved is posted --------------------------------------------------------------------------------------------
-- Security invoker: current_user is who posts. The owner seeds and corrects; every other role is held to an approved proposal.
create function guard_entry() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  p record;
  seats int;
  resolution text;
  approvers int;
  automatic boolean;
begin
  if pg_has_role(current_user, 'docket_owner', 'usage') then
    return new;
  end if;
  -- Locked: two entries of one proposal see each other.
  select status, content, chain, amount_minor, greatest(amount_minor, basis_minor) as basis, preparer_id into p from proposal
    where legal_entity = new.legal_entity and request_id = new.request_id and revision = new.revision and content_hash = new.proposal_hash
    for no key update;
  if not found or p.status <> 'approved' then
    raise exception 'journal entry % has no approved proposal', new.number using errcode = 'check_violation', constraint = 'entry_approved';
  end if;
  resolution := coalesce(p.content->'resolution'->>'kind', 'denial');
  if resolution = 'denial' or (p.content->'amount'->>'minor')::numeric is distinct from p.amount_minor then
    raise exception 'journal entry % is not what its proposal says', new.number using errcode = 'check_violation', constraint = 'entry_approved';
  end if;
  if exists (select 1 from journal_entry where legal_entity = new.legal_entity and request_id = new.request_id and revision = new.revision) then
    raise exception 'revision % of % is posted already', new.revision, new.request_id using errcode = 'unique_violation', constraint = 'entry_posted_once';
  end if;

  seats := jsonb_array_length(p.chain->'seats');
  if seats > 0 then
    select count(distinct actor_id) into approvers from decision
      where legal_entity = new.legal_entity and request_id = new.request_id and revision = new.revision and content_hash = new.proposal_hash
      and decision.kind = 'approve' and verdict = 'approve' and status = 'effective';
    if approvers < seats or exists (
      select 1 from task where legal_entity = new.legal_entity and request_id = new.request_id and revision = new.revision
      and task.kind = 'approve' and state <> 'done'
    ) then
      raise exception 'journal entry % has % approvals of %', new.number, approvers, seats using errcode = 'check_violation', constraint = 'entry_approved';
    end if;
    return new;
  end if;

  -- Nobody approved it: the rules prepared it, under the request's own policy, and that asks nobody.
  select p.preparer_id = 'system@' || v.version and p.content->>'policyVersion' = v.version and case resolution
      when 'cash-application' then p.content->'resolution'->'exact' = 'true'
      when 'credit-memo' then (
        select jsonb_array_length(band->'levels') = 0 from jsonb_array_elements(v.document->'approvals'->'matrix'->'credit-memo')
          with ordinality as bands(band, nth)
        where band->>'upTo' is null or p.basis <= (band->>'upTo')::numeric order by nth limit 1)
    end into automatic
    from request r join policy_version v on v.version = r.policy_version where r.legal_entity = new.legal_entity and r.id = new.request_id;
  if seats = 0 and automatic then
    return new;
  end if;
  raise exception 'journal entry % was approved by nobody', new.number using errcode = 'check_violation', constraint = 'entry_approved';
end $$;
--> statement-breakpoint
create trigger guard_entry before insert on journal_entry for each row execute function guard_entry();
--> statement-breakpoint

-- Checked when the transaction commits, from every transfer: one added later, or to somebody else's entry, is seen as well.
create function check_entry_amount() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  approved bigint;
  approved_currency text;
  posted numeric;
begin
  if pg_has_role(current_user, 'docket_owner', 'usage') then
    return null;
  end if;
  select p.amount_minor, p.currency into approved, approved_currency from journal_entry e
    join proposal p on (p.legal_entity, p.request_id, p.revision, p.content_hash) = (e.legal_entity, e.request_id, e.revision, e.proposal_hash)
    where e.legal_entity = new.legal_entity and e.number = new.entry_number;
  select sum(amount_minor) filter (where currency = approved_currency) into posted from ledger_transfer
    where legal_entity = new.legal_entity and entry_number = new.entry_number;
  if approved is null or new.currency <> approved_currency or posted is distinct from approved then
    raise exception 'journal entry % comes to %, approved was %', new.entry_number, posted, approved
      using errcode = 'check_violation', constraint = 'entry_amount';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger entry_amount after insert on ledger_transfer deferrable initially deferred for each row execute function check_entry_amount();
--> statement-breakpoint

-- 2. A decision begins as recorded, on an open task, by a person who may take it --------------------------------------------------
create or replace function guard_decision() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  the_task task;
  moment timestamptz := greatest(now(), new.decided_at);
begin
  select * into the_task from task where legal_entity = new.legal_entity and id = new.task_id;
  -- A task that is not there is left to the foreign key.
  if not found then
    return new;
  end if;
  if the_task.request_id <> new.request_id or the_task.revision <> new.revision or the_task.kind <> new.kind or the_task.role <> new.role then
    raise exception 'decision % does not match its task', new.id using errcode = 'check_violation', constraint = 'decision_matches_task';
  end if;
  if new.kind = 'approve' and the_task.content_hash <> new.content_hash then
    raise exception 'decision % names other content than its task', new.id using errcode = 'check_violation', constraint = 'decision_matches_content';
  end if;
  if new.kind = 'approve' and exists (
    select 1 from request_touch t where t.legal_entity = new.legal_entity and t.request_id = new.request_id
      and t.actor_id in (new.actor_id, coalesce(new.on_behalf_of, new.actor_id))
  ) then
    raise exception '% touched request % and can''t decide its approval', new.actor_id, new.request_id
      using errcode = 'check_violation', constraint = 'decision_untouched';
  end if;
  if new.status <> 'recorded' or new.status_reason is not null or new.consumed_at is not null then
    raise exception 'decision % is recorded first, effective later', new.id using errcode = 'check_violation', constraint = 'decision_recorded';
  end if;
  if the_task.state <> 'open' then
    raise exception 'task % is %', the_task.id, the_task.state using errcode = 'check_violation', constraint = 'decision_task_open';
  end if;
  -- Tasks of the customer are nobody's to decide: no grant has that role.
  if coalesce(the_task.assignee_id, new.actor_id) <> new.actor_id or not exists (
    select 1 from principal p join role_grant g on g.principal_id = p.id
    where p.id = new.actor_id and p.kind = 'person' and p.active = 'yes' and g.role = the_task.role
      and g.entity in (new.legal_entity, '*') and (g.team in (the_task.team, '*') or the_task.team = '*')
      and g.valid_from <= moment and (g.valid_until is null or g.valid_until > moment)
  ) then
    raise exception '% can''t decide as % of %', new.actor_id, the_task.role, new.legal_entity
      using errcode = 'check_violation', constraint = 'decision_authority';
  end if;
  return new;
end $$;
--> statement-breakpoint

-- 3. Grants: what no code of the role uses is taken back ---------------------------------------------------------------------------
revoke insert on effect from docket_api;
--> statement-breakpoint
revoke update (owner_id, waiting_for, waiting_until, next_step) on request from docket_api;
--> statement-breakpoint
revoke update on task from docket_worker;
--> statement-breakpoint
grant update (state, opened_at, due_at, done_at, done_by, verdict) on task to docket_worker;
--> statement-breakpoint
revoke update (customer_id) on receipt from docket_worker;
--> statement-breakpoint

-- 4. Temporary tables deceive none of the earlier functions either -------------------------------------------------------------------
alter function apply_transfer() set search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
alter function apply_credit_line() set search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
alter function check_period() set search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
alter function check_entry_whole() set search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
alter function check_audit_link() set search_path = pg_catalog, public, pg_temp;
