-- Who may do what, who did what, and which time a test organization lives in.

-- `allowed_addresses`: networks (203.0.113.0/24) from which a key is taken; none means from everywhere.
-- `rotated_to`: the key that takes this one's place; both are taken until this one expires.
alter table api_keys add column allowed_addresses text[] not null default '{}';
alter table api_keys add column created_by text not null default '';
alter table api_keys add column rotated_to uuid;

-- One row for each write that was carried out: who, when (by the wall clock), what, and from where. It is written in
-- the transaction of the write. `fields` are names of what was sent, never values.
create table audit_entries (
  tenant uuid not null,
  id uuid not null,
  occurred_at timestamptz not null,
  actor text not null,
  operation text not null,
  object text not null,
  status integer not null,
  address text not null,
  request_id text not null,
  fields text[] not null,
  constraint audit_entries_pkey primary key (tenant, id)
);
create index audit_entries_object on audit_entries (tenant, object, id);

-- The time of a test organization, where it stands still until it is moved. A tenant has one at most.
create table test_clocks (
  tenant uuid not null,
  id uuid not null,
  name text not null default '',
  frozen_at timestamptz not null,
  created_at timestamptz not null,
  constraint test_clocks_pkey primary key (tenant, id),
  constraint test_clocks_one unique (tenant)
);

do $$
declare t text;
begin
  foreach t in array array['audit_entries', 'test_clocks'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert on %I to faktura_app', t);
  end loop;
  grant update, delete on test_clocks to faktura_app;
  create trigger written_once before update or delete on audit_entries for each row execute function refuse_change();
  create trigger never_emptied before truncate on audit_entries for each statement execute function refuse_change();
end $$;

-- Sets the tenant and answers the time in which it lives: null for the wall clock's.
create function enter_tenant(p_tenant uuid) returns timestamptz language plpgsql volatile as $$
begin
  execute format('set local app.tenant = %L', p_tenant);
  return (select c.frozen_at from test_clocks c where c.tenant = p_tenant);
end $$;

drop function open_request(uuid, bytea, text);

-- Opens a request: sets the tenant, finds the key by its hash, the answer of an earlier request with the same
-- idempotency key, and the tenant's own time. `busy` tells that such a request is still running.
create function open_request(p_tenant uuid, p_secret_hash bytea, p_idempotency_key text)
returns table (
  key_id uuid, kind text, scopes text[], allowed_addresses text[], expires_at timestamptz, revoked_at timestamptz,
  last_used_at timestamptz, clock timestamptz,
  busy boolean, fingerprint bytea, status integer, headers jsonb, body bytea
) language plpgsql volatile as $$
declare
  v_busy boolean := false;
begin
  execute format('set local app.tenant = %L', p_tenant);
  if p_idempotency_key is not null then
    -- The lock only lets a second request be answered at once; what keeps the key single is its primary key.
    v_busy := not pg_try_advisory_xact_lock(hashtextextended(p_tenant::text || ' ' || p_idempotency_key, 0));
  end if;
  return query
    select k.id, k.kind, k.scopes, k.allowed_addresses, k.expires_at, k.revoked_at, k.last_used_at,
           (select c.frozen_at from test_clocks c where c.tenant = p_tenant),
           v_busy, i.fingerprint, i.status, i.headers, i.body
    from api_keys k
    left join idempotency_keys i on i.tenant = p_tenant and i.key = p_idempotency_key
    where k.tenant = p_tenant and k.secret_hash = p_secret_hash;
end $$;

grant execute on function enter_tenant(uuid) to faktura_app;
grant execute on function open_request(uuid, bytea, text) to faktura_app;
