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
-- Fires after guard_decision, by its name. Whoever may not approve does not sit on the seat at all, so neither rejects nor asks.
create function guard_duties() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  customer text;
  segregation jsonb;
  performing text[];
  days int;
  clash record;
  -- A decision dated ahead forgets nothing sooner.
  moment timestamptz := least(now(), new.decided_at);
begin
  select r.customer_id, v.document->'segregation' into customer, segregation from request r
    join policy_version v on v.version = r.policy_version where r.legal_entity = new.legal_entity and r.id = new.request_id;
  -- A request that is not there is left to the foreign key.
  if not found then
    return new;
  end if;
  days := (segregation->>'acrossRequestsDays')::int;
  performing := duties_of(new.kind, case when new.kind = 'approve' then 'approve' else new.verdict end, column_of_decision(new));
  -- Two decisions of one person for one customer see each other, on whichever requests.
  perform lock_duties(new.legal_entity, customer, array[new.actor_id, new.on_behalf_of]);
  select d.actor_id, d.duty, d.request_id, pair->>'id' as pair into clash
    from jsonb_array_elements(segregation->'pairs') pair
    join duty d on d.legal_entity = new.legal_entity and d.customer_id = customer and d.actor_id in (new.actor_id, new.on_behalf_of)
      and (d.duty = pair->'duties'->>0 and pair->'duties'->>1 = any (performing)
        or d.duty = pair->'duties'->>1 and pair->'duties'->>0 = any (performing))
    where d.request_id = new.request_id or moment < date_trunc('second', d.at) + make_interval(hours => days * 24)
    limit 1;
  if found then
    raise exception 'decision % by % conflicts (%) with the duty % on %', new.id, clash.actor_id, clash.pair, clash.duty, clash.request_id
      using errcode = 'check_violation', constraint = 'decision_duties';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Until the transaction ends; in one order, whoever asks first.
create function lock_duties(entity text, customer text, actors text[]) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  who text;
begin
  for who in select distinct one from unnest(actors) one where one is not null order by one loop
    perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'duty', entity, customer, who), 0));
  end loop;
end $$;
--> statement-breakpoint
create trigger guard_duties before insert on decision for each row execute function guard_duties();
--> statement-breakpoint

-- 4. Only the triggers write it -------------------------------------------------------------------------------------------------------
-- Callable by anyone, remember_duties would let a role put words in a person's past: it is the owner's, as the triggers are.
revoke execute on function remember_duties(text, text, text[], text[], timestamptz) from public;
