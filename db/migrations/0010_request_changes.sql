-- Changes beside the tasks, and requests that are opened again.

-- 1. What may be reopened, said and stopped again -------------------------------------------------------------------------------
alter table customer_message add column cycle integer not null default 0;
--> statement-breakpoint
drop index customer_message_one_withdrawal;
--> statement-breakpoint
create unique index customer_message_one_withdrawal on customer_message (legal_entity, request_id, cycle) where kind = 'withdrawal';
--> statement-breakpoint
create unique index request_change_one_reopening on request_change (legal_entity, request_id) where kind = 'reopening' and status = 'approved';
--> statement-breakpoint
-- The clock of what the customer says is the request's own: a message can't slip into another cycle.
create function guard_customer_message() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- A request that is not there is left to the foreign key.
  if exists (select 1 from request where legal_entity = new.legal_entity and id = new.request_id and cycle <> new.cycle) then
    raise exception 'message % names another cycle than its request', new.id using errcode = 'check_violation', constraint = 'customer_message_cycle';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_customer_message before insert on customer_message for each row execute function guard_customer_message();
--> statement-breakpoint
grant update (withdraw_requested_at) on request to docket_worker;
--> statement-breakpoint

-- 2. A change begins as what its kind allows, is decided by a second person, and takes effect once ------------------------------------
create function guard_request_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> (case new.kind when 'policy-version' then 'requested' else 'approved' end)
        or num_nonnulls(new.decided_by, new.decided_at, new.status_reason, new.consumed_at) > 0 then
      raise exception 'change % can''t begin as %', new.id, new.status using errcode = 'check_violation', constraint = 'request_change_begins';
    end if;
    return new;
  end if;
  if (new.legal_entity, new.id, new.request_id, new.kind, new.detail, new.reason, new.requested_by, new.requested_at)
      is distinct from (old.legal_entity, old.id, old.request_id, old.kind, old.detail, old.reason, old.requested_by, old.requested_at) then
    raise exception 'change % stays as it was asked for', old.id using errcode = 'check_violation', constraint = 'request_change_unchanged';
  end if;
  if current_user = 'docket_api' and not (old.status = 'requested' and new.status in ('approved', 'refused')
      and new.decided_by is not null and new.decided_at is not null and new.consumed_at is not distinct from old.consumed_at) then
    raise exception 'change % is %: it can''t become %', old.id, old.status, new.status using errcode = 'check_violation', constraint = 'request_change_decided';
  end if;
  if current_user = 'docket_worker' and not (old.status = 'approved' and new.status in ('effective', 'void')
      and new.decided_by is not distinct from old.decided_by and new.decided_at is not distinct from old.decided_at) then
    raise exception 'change % is %: it can''t become %', old.id, old.status, new.status using errcode = 'check_violation', constraint = 'request_change_consumed';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_request_change before insert or update on request_change for each row execute function guard_request_change();
--> statement-breakpoint

-- 3. A posted proposal stays posted, and so do the approvals it was posted on ----------------------------------------------------------
-- It counts in the basis of later pieces (domain rules 2), so nothing that becomes of its request may take it out. The worker's other
-- moves are those of PROPOSAL_COMES_FROM (domain/proposal.ts). Security invoker: current_user is who writes.
create function guard_proposal_status() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if current_user = 'docket_worker' and new.status not in ('pending', 'approved') then
      raise exception 'a proposal of % can''t begin as %', new.request_id, new.status using errcode = 'check_violation', constraint = 'proposal_moves';
    end if;
    return new;
  end if;
  if new.status = old.status then
    return new;
  end if;
  if old.status = 'posted' then
    raise exception 'revision % of % is posted and stays so', old.revision, old.request_id using errcode = 'check_violation', constraint = 'proposal_posted_is_final';
  end if;
  if current_user = 'docket_worker' and (old.status, new.status) not in (
      ('pending', 'approved'), ('pending', 'returned'), ('pending', 'refused'), ('pending', 'withdrawn'),
      ('approved', 'posted'), ('approved', 'returned'), ('approved', 'withdrawn')) then
    raise exception 'revision % of % is %: it can''t become %', old.revision, old.request_id, old.status, new.status
      using errcode = 'check_violation', constraint = 'proposal_moves';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_proposal_status before insert or update on proposal for each row execute function guard_proposal_status();
--> statement-breakpoint
create function guard_spent_approval() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select 1 from proposal p where p.legal_entity = old.legal_entity and p.request_id = old.request_id
      and p.revision = old.revision and p.content_hash = old.content_hash and p.status = 'posted') then
    raise exception 'decision % is what revision % of % was posted on', old.id, old.revision, old.request_id
      using errcode = 'check_violation', constraint = 'decision_spent';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_spent_approval before update on decision for each row
  when (old.verdict = 'approve' and old.status = 'effective' and new.status <> 'effective') execute function guard_spent_approval();
