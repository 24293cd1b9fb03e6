-- What tables alone can't say: who may do what, whose rows, what never changes, and what the ledger maintains.

-- 1. Row-level security by legal entity ------------------------------------------------------------------------------------
-- app.entity is a comma-separated list set by inEntity()/inEntities() for one transaction. Unset means no rows at all.
create function app_entities() returns text[] language sql stable parallel safe
  as $$ select string_to_array(coalesce(current_setting('app.entity', true), ''), ',') $$;
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array[
    'fiscal_period', 'customer', 'kyc_profile', 'credit_profile', 'contract', 'price_agreement', 'invoice', 'invoice_line', 'receipt',
    'customer_credit', 'account', 'account_determination', 'document_number', 'journal_entry', 'ledger_transfer', 'credit_memo',
    'credit_memo_line', 'request', 'request_touch', 'evidence', 'assessment', 'proposal', 'task', 'decision', 'customer_message',
    'document', 'sla_mark', 'dunning_block', 'effect', 'outbox', 'audit_event'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_entity on %I using (legal_entity = any (app_entities())) with check (legal_entity = any (app_entities()))', t);
  end loop;
end $$;
--> statement-breakpoint
-- The dispatcher is one poller for all entities; it reads and marks outbox rows, nothing else.
create policy dispatcher on outbox for select to docket_worker using (true);
--> statement-breakpoint
create policy dispatcher_marks on outbox for update to docket_worker using (true) with check (true);
--> statement-breakpoint

-- 2. Append-only tables ----------------------------------------------------------------------------------------------------
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['ledger_transfer', 'journal_entry', 'credit_memo', 'credit_memo_line', 'audit_event', 'policy_version', 'effect', 'evidence'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
--> statement-breakpoint

-- 3. The ledger keeps the sub-ledgers --------------------------------------------------------------------------------------
create function apply_transfer() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  debit_key text;
  credit_key text;
begin
  select key into strict debit_key from account where legal_entity = new.legal_entity and number = new.debit_account;
  select key into strict credit_key from account where legal_entity = new.legal_entity and number = new.credit_account;

  if 'accounts-receivable' in (debit_key, credit_key) then
    if new.invoice_id is null then
      raise exception 'a receivables transfer names its invoice' using errcode = 'check_violation', constraint = 'transfer_names_invoice';
    end if;
    update invoice set open_minor = open_minor + case when debit_key = 'accounts-receivable' then new.amount_minor else -new.amount_minor end
      where legal_entity = new.legal_entity and id = new.invoice_id and currency = new.currency;
    if not found then
      raise exception 'invoice % has another currency than %', new.invoice_id, new.currency using errcode = 'check_violation', constraint = 'transfer_invoice_currency';
    end if;
  end if;

  if debit_key in ('unidentified-cash', 'unapplied-cash', 'on-account') or credit_key in ('unidentified-cash', 'unapplied-cash', 'on-account') then
    if new.receipt_id is null then
      raise exception 'a suspense-cash transfer names its receipt' using errcode = 'check_violation', constraint = 'transfer_names_receipt';
    end if;
    update receipt set remaining_minor = remaining_minor
        + case when credit_key in ('unidentified-cash', 'unapplied-cash', 'on-account') then new.amount_minor else 0 end
        - case when debit_key in ('unidentified-cash', 'unapplied-cash', 'on-account') then new.amount_minor else 0 end
      where legal_entity = new.legal_entity and id = new.receipt_id and currency = new.currency;
    if not found then
      raise exception 'receipt % has another currency than %', new.receipt_id, new.currency using errcode = 'check_violation', constraint = 'transfer_receipt_currency';
    end if;
  end if;

  if 'customer-credits' in (debit_key, credit_key) then
    if new.customer_id is null then
      raise exception 'a customer-credits transfer names its customer' using errcode = 'check_violation', constraint = 'transfer_names_customer';
    end if;
    -- Not one upsert: a negative amount would meet the balance's check as a new row, before it meets the balance.
    insert into customer_credit (legal_entity, customer_id, currency, balance_minor)
      values (new.legal_entity, new.customer_id, new.currency, 0) on conflict do nothing;
    update customer_credit set balance_minor = balance_minor + case when credit_key = 'customer-credits' then new.amount_minor else -new.amount_minor end
      where legal_entity = new.legal_entity and customer_id = new.customer_id and currency = new.currency;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger apply_transfer after insert on ledger_transfer for each row execute function apply_transfer();
--> statement-breakpoint

create function apply_credit_line() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update invoice_line set credited_net_minor = credited_net_minor + new.net_minor, credited_tax_minor = credited_tax_minor + new.tax_minor
    where legal_entity = new.legal_entity and invoice_id = new.invoice_id and line = new.line;
  return new;
end $$;
--> statement-breakpoint
create trigger apply_credit_line after insert on credit_memo_line for each row execute function apply_credit_line();
--> statement-breakpoint

create function check_period() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare p fiscal_period;
begin
  select * into p from fiscal_period where legal_entity = new.legal_entity and period = new.period for share;
  if p.status is distinct from 'open' then
    raise exception 'period % of % is %', new.period, new.legal_entity, coalesce(p.status, 'not defined')
      using errcode = 'check_violation', constraint = 'period_open';
  end if;
  if new.posting_date not between p.date_from and p.date_to then
    raise exception 'posting date % is outside period %', new.posting_date, new.period using errcode = 'check_violation', constraint = 'posting_date_in_period';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger check_period before insert on journal_entry for each row execute function check_period();
--> statement-breakpoint

-- An entry has at least one transfer, and a number is never skipped: both checked when the transaction commits.
create function check_entry_whole() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from ledger_transfer where legal_entity = new.legal_entity and entry_number = new.number) then
    raise exception 'journal entry % has no transfers', new.number using errcode = 'check_violation', constraint = 'entry_has_transfers';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger entry_whole after insert on journal_entry deferrable initially deferred for each row execute function check_entry_whole();
--> statement-breakpoint
create function check_number_step() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.last <> 1 or tg_op = 'UPDATE' and new.last <> old.last + 1 then
    raise exception 'series % of % advances by exactly one', new.series, new.legal_entity using errcode = 'check_violation', constraint = 'number_gapless';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger check_number_step before insert or update on document_number for each row execute function check_number_step();
--> statement-breakpoint

-- 4. The audit chain can't be forked or skipped ------------------------------------------------------------------------------
create function check_audit_link() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  last_seq int;
  last_hash text;
begin
  select seq, hash into last_seq, last_hash from audit_event
    where legal_entity = new.legal_entity and chain = new.chain order by seq desc limit 1;
  if new.seq <> coalesce(last_seq, 0) + 1 or new.prev_hash <> coalesce(last_hash, '') then
    raise exception 'audit event %/% does not follow the last of its chain', new.chain, new.seq using errcode = 'check_violation', constraint = 'audit_chain';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger check_audit_link before insert on audit_event for each row execute function check_audit_link();
--> statement-breakpoint

-- 5. Nobody approves what they asked for, prepared or touched; delegates included ----------------------------------------------
create function guard_decision() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  the_task task;
begin
  select * into the_task from task where legal_entity = new.legal_entity and id = new.task_id;
  if the_task.request_id <> new.request_id or the_task.revision <> new.revision or the_task.kind <> new.kind then
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
  return new;
end $$;
--> statement-breakpoint
create trigger guard_decision before insert on decision for each row execute function guard_decision();
--> statement-breakpoint

-- 6. Two price agreements of one customer and item never overlap ---------------------------------------------------------------
alter table price_agreement add constraint price_agreement_no_overlap
  exclude using gist (legal_entity with =, customer_id with =, item with =, daterange(date_from, date_to, '[]') with &&);
--> statement-breakpoint

-- 7. Views ---------------------------------------------------------------------------------------------------------------------
create view trial_balance with (security_invoker = true) as
  select a.legal_entity, a.number, a.key, a.name, a.type, a.normal, t.currency,
         coalesce(sum(t.debit), 0)::bigint as debit_minor, coalesce(sum(t.credit), 0)::bigint as credit_minor
  from account a
  left join (
    select legal_entity, debit_account as number, currency, amount_minor as debit, 0::bigint as credit from ledger_transfer
    union all
    select legal_entity, credit_account, currency, 0::bigint, amount_minor from ledger_transfer
  ) t using (legal_entity, number)
  group by a.legal_entity, a.number, a.key, a.name, a.type, a.normal, t.currency;
--> statement-breakpoint

create sequence request_number start with 100001;
--> statement-breakpoint

-- 8. Grants: the least each role needs --------------------------------------------------------------------------------------------
grant usage on schema public to docket_api, docket_worker;
--> statement-breakpoint
grant select on all tables in schema public to docket_api, docket_worker;
--> statement-breakpoint
revoke select on web_session, api_idempotency from docket_worker;
--> statement-breakpoint
grant usage on sequence request_number to docket_api;
--> statement-breakpoint
grant insert on request, request_touch, customer_message, decision, audit_event, outbox, dunning_block, effect to docket_api;
--> statement-breakpoint
grant insert, update, delete on web_session, api_idempotency to docket_api;
--> statement-breakpoint
grant update (state, done_at, done_by, verdict) on task to docket_api;
--> statement-breakpoint
grant update (owner_id, withdraw_requested_at, waiting_for, waiting_until, next_step, first_response_at, updated_at) on request to docket_api;
--> statement-breakpoint
grant insert on request_touch, evidence, assessment, proposal, task, document, sla_mark, audit_event, outbox, effect, document_number,
  journal_entry, ledger_transfer, credit_memo, credit_memo_line to docket_worker;
--> statement-breakpoint
grant update (type, reason, confidence, priority, team, owner_id, stage, revision, state, waiting_for, waiting_until, next_step, sla_due,
  sla_binding, first_response_at, outcome, closed_at, updated_at) on request to docket_worker;
--> statement-breakpoint
grant update on task, document_number to docket_worker;
--> statement-breakpoint
grant update (status) on proposal to docket_worker;
--> statement-breakpoint
grant update (status, status_reason, consumed_at) on decision to docket_worker;
--> statement-breakpoint
grant update (consumed_at) on customer_message to docket_worker;
--> statement-breakpoint
grant update (sent_at) on document to docket_worker;
--> statement-breakpoint
grant update (released_at) on dunning_block to docket_worker;
--> statement-breakpoint
grant update (customer_id) on receipt to docket_worker;
--> statement-breakpoint
grant update (not_before, attempts, last_error, delivered, delivered_at) on outbox to docket_worker;
