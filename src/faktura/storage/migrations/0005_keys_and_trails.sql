-- What a key may be limited to and where it came from; the seals of the audit trail; the request log.

-- `allowed_origins`: the pages (https://shop.example.com) whose browsers may send the key; none means no browser may.
-- `rotated_from`: the key whose place this one took. `api_version`: how requests and answers look unless the header
-- Faktura-Version says otherwise. `last_used_from`: the network of the last use, never the whole address.
alter table api_keys add column allowed_origins text[] not null default '{}';
alter table api_keys add column rotated_from uuid;
alter table api_keys add column api_version text not null default '2026-11-30';
alter table api_keys add column last_used_from text not null default '';
create index api_keys_newest on api_keys (tenant, created_at desc, id desc);
create index api_keys_end on api_keys (tenant, expires_at) where revoked_at is null;
create index api_keys_created_by on api_keys (tenant, created_by);

-- Which keys of organizations were made by which key of the account: they lie with other tenants, and can be revoked
-- together with their maker only when the account knows them.
create table keys_made (
  tenant uuid not null,
  maker uuid not null,
  key uuid not null,
  organization uuid not null,
  created_at timestamptz not null,
  constraint keys_made_pkey primary key (tenant, maker, key)
);

-- The platform's own id of an organization, in its account and with the organization itself.
alter table account_organizations add column external_id text;
alter table account_organizations
  add constraint account_organizations_external_id unique (tenant, external_id);
alter table organizations add column external_id text;

create index audit_entries_newest on audit_entries (tenant, occurred_at desc, id desc);

-- A seal holds which entries it covers and a hash over them and over the seal before: whoever keeps one hash can prove
-- later that nothing up to it was removed or changed. They are written by a job, so that writers don't wait for one
-- another.
create table audit_seals (
  tenant uuid not null,
  number bigint not null check (number > 0),
  entries uuid[] not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  previous_hash bytea,
  hash bytea not null,
  sealed_at timestamptz not null,
  constraint audit_seals_pkey primary key (tenant, number)
);
create index audit_seals_last on audit_seals (tenant, last_at);

-- What was asked and how it was answered: no bodies, no values of queries. Rows are deleted when they are old.
create table request_log (
  tenant uuid not null,
  id uuid not null,
  request_id text not null,
  occurred_at timestamptz not null,
  method text not null,
  operation text not null,
  path text not null,
  query text not null,
  status integer not null,
  milliseconds integer not null,
  code text not null,
  findings jsonb not null,
  actor text not null,
  address text not null,
  user_agent text not null,
  idempotency_key text not null,
  api_version text not null,
  constraint request_log_pkey primary key (tenant, id)
);
create index request_log_newest on request_log (tenant, occurred_at desc, id desc);
create index request_log_request on request_log (tenant, request_id);

do $$
declare t text;
begin
  foreach t in array array['keys_made', 'audit_seals', 'request_log'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert on %I to faktura_app', t);
  end loop;
  grant delete on request_log to faktura_app;
  grant update on accounts to faktura_app;
  create trigger written_once before update or delete on audit_seals for each row execute function refuse_change();
  create trigger never_emptied before truncate on audit_seals for each statement execute function refuse_change();
end $$;

-- Writes lines of the request log for many tenants in one round trip: the place of a tenant is that of its lines.
-- Answers the tenants that had no line before: somebody must come back to delete theirs in time.
create function write_request_log(p_tenants uuid[], p_lines text[]) returns uuid[] language plpgsql volatile as $$
declare
  v_place integer;
  v_new uuid[] := '{}';
begin
  for v_place in 1 .. cardinality(p_tenants) loop
    execute format('set local app.tenant = %L', p_tenants[v_place]);
    if not exists (select from request_log l where l.tenant = p_tenants[v_place]) then
      v_new := v_new || p_tenants[v_place];
    end if;
    insert into request_log (
      tenant, id, request_id, occurred_at, method, operation, path, query, status, milliseconds, code, findings, actor,
      address, user_agent, idempotency_key, api_version)
    select p_tenants[v_place], l.id, l.request_id, l.occurred_at, l.method, l.operation, l.path, l.query, l.status,
           l.milliseconds, l.code, l.findings, l.actor, l.address, l.user_agent, l.idempotency_key, l.api_version
    from jsonb_to_recordset(p_lines[v_place]::jsonb) as l(
      id uuid, request_id text, occurred_at timestamptz, method text, operation text, path text, query text,
      status integer, milliseconds integer, code text, findings jsonb, actor text, address text, user_agent text,
      idempotency_key text, api_version text)
    -- A flush whose answer was lost is repeated.
    on conflict on constraint request_log_pkey do nothing;
  end loop;
  return v_new;
end $$;

drop function open_request(uuid, bytea, text);

-- Opens a request: sets the tenant, finds the key by its hash, the answer of an earlier request with the same
-- idempotency key, and the tenant's own time. `busy` tells that such a request is still running.
create function open_request(p_tenant uuid, p_secret_hash bytea, p_idempotency_key text)
returns table (
  key_id uuid, kind text, scopes text[], allowed_addresses text[], allowed_origins text[], api_version text,
  expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz, clock timestamptz,
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
    select k.id, k.kind, k.scopes, k.allowed_addresses, k.allowed_origins, k.api_version,
           k.expires_at, k.revoked_at, k.last_used_at,
           (select c.frozen_at from test_clocks c where c.tenant = p_tenant),
           v_busy, i.fingerprint, i.status, i.headers, i.body
    from api_keys k
    left join idempotency_keys i on i.tenant = p_tenant and i.key = p_idempotency_key
    where k.tenant = p_tenant and k.secret_hash = p_secret_hash;
end $$;

grant execute on function write_request_log(uuid[], text[]) to faktura_app;
grant execute on function open_request(uuid, bytea, text) to faktura_app;
