-- Whatever changes a request is in its audit chain, so that is where listeners are told: ids only, when the transaction commits.
create function announce_change() returns trigger language plpgsql as $$
begin
  if new.chain <> 'entity' then
    perform pg_notify('docket_changes', json_build_object('e', new.legal_entity, 'r', new.chain)::text);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger announce_change after insert on audit_event for each row execute function announce_change();
