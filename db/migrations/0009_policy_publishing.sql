-- A policy is published by four eyes: the database itself refuses one that nobody reviewed, that its author publishes, or that would
-- govern the past. Whoever owns the tables (migrations, the seed of the first policy) is not asked.

alter table policy_draft add column editors jsonb not null default '[]'::jsonb;
--> statement-breakpoint
grant update (editors, based_on) on policy_draft to docket_api;
--> statement-breakpoint

create function policy_number(version text) returns int language sql immutable as $$ select substr(version, 2)::int $$;
--> statement-breakpoint
create function holds_group_role(principal text, wanted text) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from role_grant g join principal p on p.id = g.principal_id
      where g.principal_id = principal and g.role = wanted and g.entity = '*' and p.active = 'yes'
        and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now()))
$$;
--> statement-breakpoint
create function refuse_policy(what text, which text) returns void language plpgsql as $$
begin
  raise exception '%', what using errcode = 'check_violation', constraint = which;
end $$;
--> statement-breakpoint

-- 1. Drafts: who begins one, which state follows which, and what a review is bound to ------------------------------------------
create function guard_policy_draft() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if pg_has_role(current_user, 'docket_owner', 'usage') then return new; end if;
  if new.document->>'version' is distinct from new.version then
    perform refuse_policy('the document of a draft names its version', 'policy_draft_version');
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.submitted_at is not null or new.reviewed_by is not null then
      perform refuse_policy('a policy begins as a draft', 'policy_draft_begins');
    end if;
    if new.editors <> jsonb_build_array(new.author_id) then
      perform refuse_policy('the author of a draft is its first editor', 'policy_draft_editors');
    end if;
    if not holds_group_role(new.author_id, 'policy-author') then
      perform refuse_policy('a draft is begun by a policy author', 'policy_draft_author');
    end if;
    if exists (select 1 from policy_version where policy_number(version) >= policy_number(new.version)) then
      perform refuse_policy('a draft is newer than every published policy', 'policy_draft_newer');
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (
    ('draft', 'draft'), ('draft', 'in-review'), ('draft', 'discarded'),
    ('in-review', 'draft'), ('in-review', 'reviewed'), ('in-review', 'discarded'),
    ('reviewed', 'draft'), ('reviewed', 'published'), ('reviewed', 'discarded')
  ) then
    perform refuse_policy(format('a policy that is %s does not become %s', old.state, new.state), 'policy_draft_transition');
  end if;
  if not new.editors @> old.editors or jsonb_typeof(new.editors) <> 'array' then
    perform refuse_policy('who has written a draft stays its editor', 'policy_draft_editors');
  end if;
  if (new.document <> old.document or new.hash <> old.hash) and new.state <> 'draft' then
    perform refuse_policy('a changed document is a draft again', 'policy_draft_review_bound');
  end if;
  if new.state = 'in-review' and new.reviewed_by is not null then
    perform refuse_policy('what waits for its review has no reviewer', 'policy_draft_review_bound');
  end if;
  if new.state = 'reviewed' and (
    new.reviewed_by is null or new.editors ? new.reviewed_by or new.reviewed_by = new.author_id
    or not holds_group_role(new.reviewed_by, 'policy-publisher')
  ) then
    perform refuse_policy('a policy is reviewed by a policy publisher who has not written it', 'policy_draft_reviewer');
  end if;
  if new.state = 'published' then
    if new.reviewed_by is distinct from old.reviewed_by then
      perform refuse_policy('publishing does not change who reviewed', 'policy_draft_review_bound');
    end if;
    if not exists (select 1 from policy_version v where v.version = new.version and v.hash = new.hash and v.document = new.document) then
      perform refuse_policy('a draft is published by its version', 'policy_draft_published');
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_policy_draft before insert or update on policy_draft for each row execute function guard_policy_draft();
--> statement-breakpoint

-- 2. Versions: exactly what was reviewed, by somebody else, for times to come ---------------------------------------------------
create function guard_policy_version() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare d policy_draft;
begin
  if pg_has_role(current_user, 'docket_owner', 'usage') then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('docket/policy', 4));
  select * into d from policy_draft where version = new.version for update;
  if d.state is distinct from 'reviewed' or d.hash <> new.hash or d.document <> new.document or d.author_id <> new.author_id then
    perform refuse_policy('a policy is published exactly as it was reviewed', 'policy_version_reviewed');
  end if;
  if new.publisher_id = new.author_id or d.editors ? new.publisher_id then
    perform refuse_policy('nobody publishes a policy they wrote', 'policy_version_four_eyes');
  end if;
  if not holds_group_role(new.publisher_id, 'policy-publisher') then
    perform refuse_policy('a policy is published by a policy publisher', 'policy_version_publisher');
  end if;
  if (new.document->>'effectiveFrom')::timestamptz is distinct from new.effective_from then
    perform refuse_policy('a policy comes into force when its document says', 'policy_version_effective_from');
  end if;
  -- The API asks its own clock, which may run a little behind this one.
  if new.effective_from < now() - interval '1 minute' then
    perform refuse_policy('a policy never governs what has already begun', 'policy_version_past');
  end if;
  if exists (select 1 from policy_version v
      where policy_number(v.version) >= policy_number(new.version) or v.effective_from >= new.effective_from) then
    perform refuse_policy('a policy is newer, and in force later, than every published one', 'policy_version_newer');
  end if;
  if d.based_on is distinct from (select v.version from policy_version v order by policy_number(v.version) desc limit 1) then
    perform refuse_policy('a policy is made from the newest published one', 'policy_version_based_on');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_policy_version before insert on policy_version for each row execute function guard_policy_version();
--> statement-breakpoint
create function mark_policy_published() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update policy_draft set state = 'published', updated_at = new.published_at where version = new.version and state = 'reviewed';
  return null;
end $$;
--> statement-breakpoint
create trigger mark_policy_published after insert on policy_version for each row execute function mark_policy_published();
--> statement-breakpoint

-- 3. A request is moved to a newer published policy by a worker alone, and only as somebody approved it --------------------------
create function guard_policy_move() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.policy_version = old.policy_version then return new; end if;
  if pg_has_role(current_user, 'docket_owner', 'usage') then return new; end if;
  if policy_number(new.policy_version) <= policy_number(old.policy_version) then
    perform refuse_policy('a request moves to a newer policy only', 'request_policy_newer');
  end if;
  if not exists (select 1 from request_change c
      where c.legal_entity = new.legal_entity and c.request_id = new.id and c.kind = 'policy-version'
        and c.status in ('approved', 'effective') and c.decided_by is not null and c.detail->>'toVersion' = new.policy_version) then
    perform refuse_policy('a request moves to another policy only by an approved change', 'request_policy_approved');
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_policy_move before update of policy_version on request for each row execute function guard_policy_move();
--> statement-breakpoint

-- 4. Such a change is approved by a controller who neither asked for it nor took part in the request (0010 guards its states) -------
create function guard_policy_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.kind <> 'policy-version' or pg_has_role(current_user, 'docket_owner', 'usage') then return new; end if;
  if new.status = 'approved' and old.status = 'requested' then
    if not exists (
      select 1 from role_grant g join principal p on p.id = g.principal_id
        where g.principal_id = new.decided_by and g.role = 'controller' and g.entity in ('*', new.legal_entity) and p.active = 'yes'
          and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
    ) then
      perform refuse_policy('a move to another policy is approved by a controller', 'request_change_policy_controller');
    end if;
    if exists (select 1 from request r where r.legal_entity = new.legal_entity and r.id = new.request_id
          and new.decided_by in (r.requester_id, r.submitted_by, r.owner_id))
      or exists (select 1 from request_touch t where t.legal_entity = new.legal_entity and t.request_id = new.request_id
          and t.actor_id = new.decided_by) then
      perform refuse_policy('who took part in a request does not change its policy', 'request_change_policy_untouched');
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_policy_change before update on request_change for each row execute function guard_policy_change();
