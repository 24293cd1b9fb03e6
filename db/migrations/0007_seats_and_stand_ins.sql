-- Who may fill a seat besides those who hold its role, and what m of n means for money: the rules of domain/stand-in.ts and
-- domain/approval-chain.ts, kept by the database for whoever gets past the application.

-- 1. What a person holds, and who is away ----------------------------------------------------------------------------------------
create function holds_role(person text, wanted text, entity text, team text, moment timestamptz) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from role_grant g where g.principal_id = holds_role.person and g.role = wanted
      and g.entity in (holds_role.entity, '*') and (g.team in (holds_role.team, '*') or holds_role.team = '*')
      and g.valid_from <= moment and (g.valid_until is null or g.valid_until > moment))
$$;
--> statement-breakpoint
-- By which role a person fills a seat: its own, or, for a committee's that is theirs or nobody's, an alternate's. Null: by none.
create function held_for_seat(person text, wanted text, entity text, team text, assignee text, moment timestamptz) returns text
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case
    when assignee is not null and assignee <> person then null
    when holds_role(person, wanted, entity, team, moment) then wanted
    when wanted = 'committee' and holds_role(person, 'committee-alternate', entity, '*', moment) then 'committee-alternate'
  end
$$;
--> statement-breakpoint
-- Whose alone a seat of an approval still is: nobody's, if they have left, no longer hold the role or may not decide it any more.
create function still_assigned(assignee text, wanted text, entity text, team text, barred text[], moment timestamptz) returns text
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select p.id from principal p where p.id = assignee and p.kind = 'person' and p.active = 'yes' and p.id <> all (barred)
    and held_for_seat(p.id, wanted, still_assigned.entity, still_assigned.team, assignee, moment) is not null
$$;
--> statement-breakpoint
create function is_away(person text, moment timestamptz) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from absence a where a.principal_id = person and a.cancelled_at is null and a.absent_from <= moment and a.absent_until > moment)
$$;
--> statement-breakpoint

-- 2. Standing in -------------------------------------------------------------------------------------------------------------------
-- Whether `actor` fills the seat for `holder`: by delegations that hold now, at most `depth` in a row, none through a barred person;
-- or, while neither a holder of the role nor anybody it was lent to is there, as the nearest manager who is.
-- `basis` in minor units of the functional currency; null where it is not known in it, which no limit covers.
create function stands_in(
  actor text, holder text, wanted text, entity text, team text, assignee text,
  basis bigint, depth int, barred text[], moment timestamptz
) returns boolean language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  lent boolean;
  there boolean;
  eligible boolean;
begin
  with recursive held as (
    select p.id, held_for_seat(p.id, wanted, stands_in.entity, stands_in.team, assignee, moment) as role from principal p
    where p.kind = 'person' and p.active = 'yes' and p.id <> all (barred)
  ), reach as (
    select id as root, id as person, role, 0 as hops from held where role is not null
    union
    select r.root, d.delegate_id, r.role, r.hops + 1 from reach r
      join delegation d on d.delegator_id = r.person
      join principal p on p.id = d.delegate_id and p.kind = 'person' and p.active = 'yes'
    where r.hops < depth and d.role = r.role and d.entity in (stands_in.entity, '*')
      and (d.team in (stands_in.team, '*') or stands_in.team = '*')
      and (d.limit_minor is null or basis <= d.limit_minor)
      and d.revoked_at is null and d.valid_from <= moment and d.valid_until > moment
      and d.delegate_id <> all (barred)
  )
  select coalesce(bool_or(root = holder and person = actor and hops > 0), false),
    coalesce(bool_or(not is_away(person, moment)), false),
    coalesce(bool_or(root = holder and hops = 0), false)
    into lent, there, eligible from reach;
  if lent then
    return true;
  end if;
  if there or not eligible or is_away(actor, moment) then
    return false;
  end if;
  return exists (
    with recursive up as (
      select m.manager_id as person, 1 as hops from principal m where m.id = holder and depth > 0
      union
      select m.manager_id, u.hops + 1 from up u
        join principal m on m.id = u.person and m.kind = 'person' and m.active = 'yes'
      where u.hops < depth and (is_away(u.person, moment) or u.person = any (barred))
    )
    select 1 from up where person = actor);
end $$;
--> statement-breakpoint

-- 3. A decision begins as recorded, on an open task, by a person who may take it, for themselves or for whom they stand in ----------
create or replace function guard_decision() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  the_task task;
  moment timestamptz := greatest(now(), new.decided_at);
  assignee text;
  barred text[] := '{}';
  seated text[] := '{}';
  basis bigint := 0;
  depth int;
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

  if new.kind = 'approve' then
    -- Requester and preparer are the proposal's: decision_proposal. A check comes after this trigger, so they are refused here too.
    if coalesce(new.actor_id in (new.requester_id, new.preparer_id) or new.on_behalf_of in (new.requester_id, new.preparer_id), false)
      and exists (
        select 1 from proposal p where (p.legal_entity, p.request_id, p.revision, p.requester_id, p.preparer_id)
          = (new.legal_entity, new.request_id, new.revision, new.requester_id, new.preparer_id)) then
      raise exception '% asked for or prepared what decision % is about', new.actor_id, new.id
        using errcode = 'check_violation', constraint = 'decision_segregation_of_duties';
    end if;
    -- Whoever fills a seat of the revision, and for whom, fills no other one. Locked: two seats taken at once see each other.
    perform 1 from request r where r.legal_entity = new.legal_entity and r.id = new.request_id for no key update;
    select array_agg(who) into barred from (
      select d.actor_id as who from decision d where d.legal_entity = new.legal_entity and d.request_id = new.request_id
        and d.revision = new.revision and d.kind = 'approve' and d.verdict in ('approve', 'reject') and d.status <> 'void'
      union
      select d.on_behalf_of from decision d where d.legal_entity = new.legal_entity and d.request_id = new.request_id
        and d.revision = new.revision and d.kind = 'approve' and d.verdict in ('approve', 'reject') and d.status <> 'void'
        and d.on_behalf_of is not null) as taken;
    barred := coalesce(barred, '{}');
    if new.verdict in ('approve', 'reject') and not exists (
      -- The same seat twice is another rule's: decision_one_per_seat.
      select 1 from decision d where d.legal_entity = new.legal_entity and d.task_id = new.task_id
        and d.verdict in ('approve', 'reject') and d.status <> 'void'
    ) and (new.actor_id = any (barred) or coalesce(new.on_behalf_of = any (barred), false)) then
      raise exception '% fills another seat of revision % of %', new.actor_id, new.revision, new.request_id
        using errcode = 'unique_violation', constraint = 'decision_distinct_people';
    end if;
  end if;

  -- While a request has an owner, its triage and assessment are theirs.
  assignee := the_task.assignee_id;
  if assignee is null and new.kind in ('triage', 'assess') then
    select r.owner_id into assignee from request r where r.legal_entity = new.legal_entity and r.id = new.request_id;
  end if;
  if new.kind = 'approve' then
    barred := barred || array[new.requester_id, new.preparer_id] || array(
      select t.actor_id from request_touch t where t.legal_entity = new.legal_entity and t.request_id = new.request_id
      union
      -- What they did on other requests of the customer (migration 0008).
      select act.actor_id from acts_against(new.legal_entity, new.request_id,
        duties_of('approve', 'approve', column_of_decision(new)), least(now(), new.decided_at)) act);
    -- A preparer that is not there would make every "not among them" unknown.
    barred := array_remove(barred, null);
    assignee := still_assigned(assignee, the_task.role, new.legal_entity, the_task.team, barred, moment);
    if the_task.role = 'committee' and assignee is null then
      seated := array(select t.assignee_id from task t where t.legal_entity = new.legal_entity and t.request_id = new.request_id
        and t.revision = new.revision and t.kind = 'approve' and t.id <> the_task.id and t.state in ('open', 'waiting') and t.assignee_id is not null);
      if new.actor_id = any (seated) or coalesce(new.on_behalf_of = any (seated), false) then
        raise exception '% has another seat of revision % of %', new.actor_id, new.revision, new.request_id
          using errcode = 'unique_violation', constraint = 'decision_distinct_people';
      end if;
      barred := barred || seated;
    end if;
  end if;
  -- Tasks of the customer are nobody's to decide: no grant has that role.
  if not exists (select 1 from principal p where p.id = new.actor_id and p.kind = 'person' and p.active = 'yes') then
    raise exception '% is nobody who decides', new.actor_id using errcode = 'check_violation', constraint = 'decision_authority';
  end if;
  if new.on_behalf_of is null then
    if held_for_seat(new.actor_id, the_task.role, new.legal_entity, the_task.team, assignee, moment) is not null then
      return new;
    end if;
  elsif new.on_behalf_of <> new.actor_id then
    if new.kind = 'approve' then
      select case when (p.currency = e.currency or p.functional_minor is not null) and p.chain->>'unpriced' is distinct from 'true' then p.basis_minor end into basis
        from proposal p join legal_entity e on e.code = p.legal_entity
        where p.legal_entity = new.legal_entity and p.request_id = new.request_id and p.revision = new.revision;
    end if;
    select (v.document->'approvals'->>'delegationDepth')::int into depth
      from request r join policy_version v on v.version = r.policy_version
      where r.legal_entity = new.legal_entity and r.id = new.request_id;
    if stands_in(new.actor_id, new.on_behalf_of, the_task.role, new.legal_entity, the_task.team, assignee, basis, depth, barred, moment) then
      return new;
    end if;
  end if;
  raise exception '% can''t decide as % of % for %', new.actor_id, the_task.role, new.legal_entity, coalesce(new.on_behalf_of, 'themselves')
    using errcode = 'check_violation', constraint = 'decision_authority';
end $$;
--> statement-breakpoint
-- Whether a proposal's functional amount is its amount in the entity's currency: the same one, or converted half-up at a kept rate.
create function is_functional_amount(entity text, minor bigint, currency text, functional bigint, pinned jsonb) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select functional is not null and functional = (pinned->'amount'->>'minor')::numeric and (
    e.currency = is_functional_amount.currency and functional = minor
    or exists (
      select 1 from exchange_rate x where x.from_currency = is_functional_amount.currency and x.to_currency = e.currency
        and x.day = (pinned->>'day')::date and x.rate = pinned->>'rate'
        and functional = round(minor * x.rate::numeric
          * power(10::numeric, (case e.currency when 'JPY' then 0 else 2 end) - (case x.from_currency when 'JPY' then 0 else 2 end)))))
  from legal_entity e where e.code = entity
$$;
--> statement-breakpoint

-- 4. m of n: money moves once every level of the pinned chain has its quorum, no level more rejections than it bears ----------------
create or replace function guard_entry() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  p record;
  seats int;
  needed int;
  resolution text;
  approvers int;
  automatic boolean;
begin
  if pg_has_role(current_user, 'docket_owner', 'usage') then
    return new;
  end if;
  -- Locked: two entries of one proposal see each other.
  select status, content, chain, amount_minor, currency, functional_minor, greatest(functional_minor, basis_minor) as basis, preparer_id into p from proposal
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
    select sum((one->>'quorum')::int) into needed from jsonb_array_elements(p.chain->'levels') as one;
    select count(distinct actor_id) into approvers from decision
      where legal_entity = new.legal_entity and request_id = new.request_id and revision = new.revision and content_hash = new.proposal_hash
      and decision.kind = 'approve' and verdict = 'approve' and status = 'effective';
    if needed is null or approvers < needed or exists (
      select 1 from task where legal_entity = new.legal_entity and request_id = new.request_id and revision = new.revision
      and task.kind = 'approve' and state in ('open', 'waiting')
    ) or exists (
      -- Every level that has seats is counted, and every level that is counted has its seats.
      select 1 from (
          select (seat->>'level')::int as level, count(*) as planned from jsonb_array_elements(p.chain->'seats') as seat group by 1
        ) as placed full join (
          select (one->>'level')::int as level, (one->>'quorum')::int as quorum, (one->>'of')::int as of from jsonb_array_elements(p.chain->'levels') as one
        ) as counted using (level)
        left join lateral (
          select count(distinct d.actor_id) filter (where d.verdict = 'approve' and d.status = 'effective') as approvals,
            count(*) filter (where d.verdict = 'reject') as rejections
          from decision d join task t on t.legal_entity = d.legal_entity and t.id = d.task_id
          where d.legal_entity = new.legal_entity and d.request_id = new.request_id and d.revision = new.revision
            and d.content_hash = new.proposal_hash and d.kind = 'approve' and d.status <> 'void' and t.level = coalesce(placed.level, counted.level)
        ) as given on true
      where placed.planned is distinct from counted.of or counted.quorum < 1 or counted.quorum > counted.of
        or given.approvals < counted.quorum or given.rejections > counted.of - counted.quorum
    ) then
      raise exception 'journal entry % has % approvals of %', new.number, approvers, coalesce(needed, seats) using errcode = 'check_violation', constraint = 'entry_approved';
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
        and is_functional_amount(new.legal_entity, p.amount_minor, p.currency, p.functional_minor, p.content->'functional')
    end into automatic
    from request r join policy_version v on v.version = r.policy_version where r.legal_entity = new.legal_entity and r.id = new.request_id;
  if seats = 0 and automatic then
    return new;
  end if;
  raise exception 'journal entry % was approved by nobody', new.number using errcode = 'check_violation', constraint = 'entry_approved';
end $$;
--> statement-breakpoint

-- 5. Chains of before say how many of a level's seats must approve: all of them ------------------------------------------------------
-- Of every legal entity: the owner is bound by row-level security while it is forced.
alter table proposal no force row level security;
--> statement-breakpoint
update proposal set chain = jsonb_set(chain, '{levels}', coalesce((
  select jsonb_agg(jsonb_build_object('level', level, 'quorum', n, 'of', n) order by level)
  from (select (seat->>'level')::int as level, count(*) as n from jsonb_array_elements(chain->'seats') as seat group by 1) as counted), '[]'))
  where not chain ? 'levels';
--> statement-breakpoint
alter table proposal force row level security;
