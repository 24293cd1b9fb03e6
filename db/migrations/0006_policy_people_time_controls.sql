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
