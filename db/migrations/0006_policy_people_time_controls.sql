-- What issue 4's tables alone can't say: whose rows, what never changes, who may write what. Guards follow in later migrations.

-- 1. Row-level security by legal entity ------------------------------------------------------------------------------------
do $$
declare t text;
begin
  foreach t in array array['request_change', 'explanation', 'notice', 'duty'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_entity on %I using (legal_entity = any (app_entities())) with check (legal_entity = any (app_entities()))', t);
  end loop;
end $$;
--> statement-breakpoint
-- The worker mails notices of every entity; it reads and marks them, nothing else.
create policy mailer on notice for select to docket_worker using (true);
--> statement-breakpoint
create policy mailer_marks on notice for update to docket_worker using (true) with check (true);
--> statement-breakpoint

-- 2. Append-only ------------------------------------------------------------------------------------------------------------
create trigger append_only before update or delete on explanation for each row execute function refuse_change();
--> statement-breakpoint
create trigger never_truncated before truncate on explanation for each statement execute function refuse_change();
--> statement-breakpoint

-- 3. A manager is a person of ours, and nobody's own ----------------------------------------------------------------------------
alter table principal add constraint principal_manager foreign key (manager_id) references principal (id);
--> statement-breakpoint
alter table principal add constraint principal_not_own_manager check (manager_id is null or manager_id <> id);
--> statement-breakpoint

-- 4. Grants -------------------------------------------------------------------------------------------------------------------
grant select on request_change, explanation, notice, duty, policy_draft, absence, delegation, exchange_rate to docket_api, docket_worker;
--> statement-breakpoint
grant insert on delegation, absence, policy_draft, policy_version, request_change, notice to docket_api;
--> statement-breakpoint
grant update (revoked_at, revoked_by) on delegation to docket_api;
--> statement-breakpoint
grant update (cancelled_at) on absence to docket_api;
--> statement-breakpoint
grant update (document, hash, note, state, submitted_at, reviewed_by, reviewed_at, review_reason, updated_at) on policy_draft to docket_api;
--> statement-breakpoint
grant update (status, decided_by, decided_at, status_reason) on request_change to docket_api;
--> statement-breakpoint
grant update (read_at) on notice to docket_api;
--> statement-breakpoint
grant update (owner_id, team, skill) on request to docket_api;
--> statement-breakpoint
grant insert on explanation, notice to docket_worker;
--> statement-breakpoint
grant update (status, status_reason, consumed_at) on request_change to docket_worker;
--> statement-breakpoint
grant update (mailed_at) on notice to docket_worker;
--> statement-breakpoint
grant update (assignee_id, escalated_at) on task to docket_worker;
--> statement-breakpoint
grant update (policy_version, cycle, skill, first_outcome, first_closed_at) on request to docket_worker;
--> statement-breakpoint

-- What is taken back stays taken back: nobody's authority, or absence, comes to life again.
create function guard_ended() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'delegation' then
    if old.revoked_at is not null or new.revoked_at is null or new.revoked_by <> old.delegator_id then
      raise exception 'delegation % is taken back once, by whoever lent it', old.id using errcode = 'check_violation', constraint = 'delegation_taken_back_once';
    end if;
  elsif old.cancelled_at is not null or new.cancelled_at is null then
    raise exception 'absence % is cancelled once', old.id using errcode = 'check_violation', constraint = 'absence_cancelled_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_ended before update of revoked_at, revoked_by on delegation for each row execute function guard_ended();
--> statement-breakpoint
create trigger guard_ended before update of cancelled_at on absence for each row execute function guard_ended();
--> statement-breakpoint
-- A rate is a plain decimal, as the rules read it.
alter table exchange_rate add constraint exchange_rate_plain check (rate ~ '^[0-9]{1,9}(\.[0-9]{1,12})?$');
--> statement-breakpoint

-- 5. Notices: who was told is woken, and so is the mailer ----------------------------------------------------------------------
alter table notice add column mail_attempts integer not null default 0;
--> statement-breakpoint
alter table notice add column mail_not_before timestamp (3) with time zone not null default now();
--> statement-breakpoint
grant update (mail_attempts, mail_not_before) on notice to docket_worker;
--> statement-breakpoint
create function announce_notice() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('docket_changes', json_build_object('e', new.legal_entity, 'r', new.request_id, 'n', new.recipient_id)::text);
  perform pg_notify('docket_notices', '');
  return null;
end $$;
--> statement-breakpoint
create trigger announce_notice after insert on notice for each row execute function announce_notice();

--> statement-breakpoint

-- 6. Whose a request is: one owner, or the queue of a team ---------------------------------------------------------------------
alter table request add constraint request_has_team check (stage in ('captured', 'verifying') or team is not null);
--> statement-breakpoint
-- Owning is preparing: who has approved the proposal under way can't come to own the request, whoever writes it.
create function guard_owner() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.owner_id is not null and new.owner_id is distinct from old.owner_id and exists (
    select 1 from decision d where d.legal_entity = new.legal_entity and d.request_id = new.id and d.revision = new.revision
      and d.kind = 'approve' and d.verdict = 'approve' and d.status <> 'void' and new.owner_id in (d.actor_id, d.on_behalf_of)
  ) then
    raise exception '% approved request % and can''t own it', new.owner_id, new.id using errcode = 'check_violation', constraint = 'owner_approved';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_owner before update of owner_id on request for each row execute function guard_owner();
--> statement-breakpoint
-- Whether a request can go to a team: its policy routes the type there, and the team has a lead, who approves what it proposes
-- (teamsRoutedTo of domain/routing.ts, checkDestination of domain/ownership.ts).
create function team_takes(entity text, request text, team text) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with rule as (
    select one->>'team' as team, one->'when' as conditions, nth from request r
      join policy_version v on v.version = r.policy_version
      cross join jsonb_array_elements(v.document->'routing') with ordinality as rules(one, nth)
      where r.legal_entity = team_takes.entity and r.id = team_takes.request
        and (one->'when'->>'type' is null or one->'when'->>'type' = r.type)
  )
  select exists (
    select 1 from rule where rule.team = team_takes.team and (rule.team <> 'service-desk' or conditions ? 'type')
      and not exists (select 1 from rule earlier where earlier.nth < rule.nth and earlier.conditions - 'type' = '{}')
  ) and exists (
    select 1 from role_grant g join principal p on p.id = g.principal_id and p.kind = 'person' and p.active = 'yes'
    where g.role = 'team-lead' and g.entity in (team_takes.entity, '*') and g.team in (team_takes.team, '*')
      and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now()))
$$;
--> statement-breakpoint
-- Classifying routes; while it is prepared, only a person moves it.
create function guard_request_team() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.team is not null and new.team is distinct from old.team and old.stage not in ('captured', 'verifying', 'triage')
    and not team_takes(new.legal_entity, new.id, new.team) then
    raise exception 'request % can''t go to %', new.id, new.team using errcode = 'check_violation', constraint = 'request_team_routed';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_request_team before update of team on request for each row execute function guard_request_team();
--> statement-breakpoint
-- A request returned to another team takes its assessment along. No other task changes hands: a seat's team is part of its authority.
create function guard_task_team() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.team is distinct from old.team and (old.kind <> 'assess' or old.state not in ('open', 'waiting')) then
    raise exception 'task % keeps its team', old.id using errcode = 'check_violation', constraint = 'task_keeps_team';
  end if;
  if new.team is distinct from old.team and not team_takes(new.legal_entity, new.request_id, new.team) then
    raise exception 'task % can''t go to %', old.id, new.team using errcode = 'check_violation', constraint = 'task_team_routed';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_task_team before update of team on task for each row execute function guard_task_team();
--> statement-breakpoint
grant update (team) on task to docket_api;
--> statement-breakpoint
-- Whom it waits for is the other team, then. Written here: the API has no business with what a request waits for otherwise.
create function follow_team() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.stage = 'preparing' and new.stage = 'preparing' and old.waiting_for = old.team || ' analyst'
    and new.waiting_for is not distinct from old.waiting_for then
    new.waiting_for := new.team || ' analyst';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger follow_team before update of team on request for each row execute function follow_team();
--> statement-breakpoint
-- Nobody answers what they asked themselves, nor evidence on what they approved.
create function guard_answer() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asked_by text;
begin
  if new.kind <> 'consult' then
    return new;
  end if;
  select t.asked_by into asked_by from task t where t.legal_entity = new.legal_entity and t.id = new.task_id;
  if asked_by in (new.actor_id, new.on_behalf_of) then
    raise exception '% asked task % and can''t answer it', new.actor_id, new.task_id
      using errcode = 'check_violation', constraint = 'answer_by_another';
  end if;
  if exists (
    select 1 from decision d where d.legal_entity = new.legal_entity and d.request_id = new.request_id and d.revision = new.revision
      and d.kind = 'approve' and d.verdict = 'approve' and d.status <> 'void' and new.actor_id in (d.actor_id, d.on_behalf_of)
  ) then
    raise exception '% approved request % and can''t answer about it', new.actor_id, new.request_id
      using errcode = 'check_violation', constraint = 'answer_untouched';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_answer before insert on decision for each row execute function guard_answer();
