-- What people did for a customer, remembered by the database itself, and held against what they would decide next (docs/adr/0010).
-- In every search_path here pg_temp comes last: unnamed it would come first, and a role's temporary table would be read as ours.

-- 1. The duties that a decision performs: dutiesOf() of domain/segregation.ts -------------------------------------------------------
create function duties_of(kind text, verdict text, matrix_column text) returns text[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select case
    when kind = 'approve' then case when verdict = 'approve' then array['approve'] || case matrix_column
      when 'refund' then array['approve-refund']
      when 'credit-limit' then array['approve-credit', 'approve-limit']
      when 'lower-credit-limit' then array['approve-credit']
      when 'restructuring' then array['approve-credit']
      else array[]::text[] end
    else array[]::text[] end
    when verdict = 'propose' then array['prepare'] || case matrix_column
      when 'write-off' then array['request-write-off']
      when 'cash-application' then array['apply-cash']
      when 'cash-application-other-payer' then array['apply-cash']
      when 'bank-change' then array['change-bank-details']
      else array[]::text[] end
    when verdict in ('deny', 'classify') then array['prepare']
    else array[]::text[]
  end
$$;
--> statement-breakpoint

-- The column of what is approved, or of what a proposal of the request would be; null while that can't be known.
create function column_of_decision(d decision) returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case
    when d.kind = 'approve' then (
      select p.matrix_column from proposal p
      where p.legal_entity = d.legal_entity and p.request_id = d.request_id and p.revision = d.revision and p.content_hash = d.content_hash)
    when d.verdict = 'propose' then (
      select 'cash-application' from request r
      where r.legal_entity = d.legal_entity and r.id = d.request_id and r.type = 'payment-clarification')
  end
$$;
--> statement-breakpoint

-- 2. Writing ----------------------------------------------------------------------------------------------------------------------
-- Only people have duties. A time in the past is not believed: it would be forgotten too early.
create function remember_duties(entity text, request text, actors text[], duties text[], moment timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into duty (legal_entity, customer_id, request_id, actor_id, duty, at)
    select r.legal_entity, r.customer_id, r.id, person, one, greatest(now(), moment)
    from request r, (select distinct unnest(actors) as person) people, unnest(duties) as one
    where r.legal_entity = entity and r.id = request and person like 'person:%'
    order by person, one
  on conflict (legal_entity, request_id, actor_id, duty) do update set at = greatest(duty.at, excluded.at)
$$;
--> statement-breakpoint
create function remember_touch() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform remember_duties(new.legal_entity, new.request_id, array[new.actor_id], case
    when new.relation in ('requester', 'submitter') then array['request']
    when new.relation in ('preparer', 'classifier') then array['prepare']
    else array[]::text[] end, new.at);
  return null;
end $$;
--> statement-breakpoint
create trigger remember_duties after insert on request_touch for each row execute function remember_touch();
--> statement-breakpoint
create function remember_decision() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform remember_duties(new.legal_entity, new.request_id, array[new.actor_id, new.on_behalf_of],
    duties_of(new.kind, new.verdict, column_of_decision(new)), new.decided_at);
  return null;
end $$;
--> statement-breakpoint
create trigger remember_duties after insert on decision for each row execute function remember_decision();
--> statement-breakpoint
-- To prepare is remembered with the touch; what the proposal turned out to be is known only now.
create function remember_proposal() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform remember_duties(new.legal_entity, new.request_id, array[new.preparer_id],
    array_remove(duties_of('assess', 'propose', new.matrix_column), 'prepare'), new.routed_at);
  return null;
end $$;
--> statement-breakpoint
create trigger remember_duties after insert on proposal for each row execute function remember_proposal();
--> statement-breakpoint

-- 3. Refusing -----------------------------------------------------------------------------------------------------------------------
-- Acts that bar whoever did them from performing these duties on the request at that moment: barredByDuties() of domain/segregation.ts.
-- Definer: the same answer for every role, whatever rows it sees.
create function acts_against(entity text, request text, performing text[], moment timestamptz)
  returns table (actor_id text, duty text, request_id text, pair text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select d.actor_id, d.duty, d.request_id, one->>'id' from request r
    join policy_version v on v.version = r.policy_version
    cross join jsonb_array_elements(v.document->'segregation'->'pairs') one
    join duty d on d.legal_entity = r.legal_entity and d.customer_id = r.customer_id
      and (d.duty = one->'duties'->>0 and one->'duties'->>1 = any (performing)
        or d.duty = one->'duties'->>1 and one->'duties'->>0 = any (performing))
    where r.legal_entity = entity and r.id = request and (d.request_id = r.id or moment
      < date_trunc('second', d.at) + make_interval(hours => 24 * (v.document->'segregation'->>'acrossRequestsDays')::int))
$$;
--> statement-breakpoint
-- Until the transaction ends. One lock a customer, not one a person: two who stand in for each other can't wait for each other.
create function lock_duties(entity text, customer text) returns void language sql set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'duty', entity, customer), 0))
$$;
--> statement-breakpoint
-- Fires after guard_decision, by its name. Whoever may not approve does not sit on the seat at all, so neither rejects nor asks.
create function guard_duties() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  customer text;
  clash record;
begin
  select customer_id into customer from request where legal_entity = new.legal_entity and id = new.request_id;
  -- A request that is not there is left to the foreign key.
  if not found then
    return new;
  end if;
  -- Two decisions of one person for one customer see each other, on whichever requests.
  perform lock_duties(new.legal_entity, customer);
  -- A decision dated ahead forgets nothing sooner.
  select * into clash from acts_against(new.legal_entity, new.request_id,
    duties_of(new.kind, case when new.kind = 'approve' then 'approve' else new.verdict end, column_of_decision(new)),
    least(now(), new.decided_at)) act where act.actor_id in (new.actor_id, new.on_behalf_of) limit 1;
  if found then
    raise exception 'decision % by % conflicts (%) with the duty % on %', new.id, clash.actor_id, clash.pair, clash.duty, clash.request_id
      using errcode = 'check_violation', constraint = 'decision_duties';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_duties before insert on decision for each row execute function guard_duties();
--> statement-breakpoint
-- The rest of checkDecision: nothing is decided on a request that has ended or is withdrawn, nor approved but on its newest revision.
create function guard_request_open() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r record;
begin
  select closed_at, withdraw_requested_at, greatest(revision, (state->'state'->>'revision')::int) as newest,
    coalesce(state->'state'->>'kind' = 'awaiting-customer', false) as asking into r
    from request where legal_entity = new.legal_entity and id = new.request_id;
  if r.closed_at is not null or r.withdraw_requested_at is not null then
    raise exception 'request % is %', new.request_id, case when r.closed_at is null then 'withdrawn' else 'closed' end
      using errcode = 'check_violation', constraint = 'decision_request_open';
  end if;
  if new.kind = 'approve' and r.asking then
    raise exception 'decision % comes before the customer''s answer about %', new.id, new.request_id
      using errcode = 'check_violation', constraint = 'decision_customer_asked';
  end if;
  if new.kind = 'approve' and new.revision <> r.newest then
    raise exception 'decision % is about revision % of %, which is at %', new.id, new.revision, new.request_id, r.newest
      using errcode = 'check_violation', constraint = 'decision_newest';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_request_open before insert on decision for each row execute function guard_request_open();
--> statement-breakpoint

-- 4. Only the triggers write it -------------------------------------------------------------------------------------------------------
-- Callable by anyone, remember_duties would let a role put words in a person's past: it is the owner's, as the triggers are.
revoke execute on function remember_duties(text, text, text[], text[], timestamptz) from public;

--> statement-breakpoint
revoke execute on function acts_against(text, text, text[], timestamptz) from public;
