-- Writing in bulk.

-- The key of one document of a batch, and what was written under it, so that a repeated batch writes it once.
create table item_keys (
  tenant uuid not null,
  key text not null,
  fingerprint bytea not null,
  invoice uuid not null,
  created_at timestamptz not null,
  constraint item_keys_pkey primary key (tenant, key)
);
create index item_keys_age on item_keys (tenant, created_at);

do $$
declare t text;
begin
  foreach t in array array['item_keys'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert on %I to faktura_app', t);
  end loop;
  grant delete on item_keys to faktura_app;
end $$;
