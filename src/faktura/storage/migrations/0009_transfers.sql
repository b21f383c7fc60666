-- Writing in bulk: keys of single documents of a batch, files that come in, files that go out.

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

-- A file that comes in. `file` names its bytes, which several imports may share; `columns` says what each column of the
-- file is taken for; rows are those of the file, `objects` what was made of them.
create table imports (
  tenant uuid not null,
  id uuid not null,
  kind text not null check (kind in ('invoices', 'customers', 'payments')),
  format text not null check (format in ('csv', 'xlsx', 'jsonl')),
  state text not null check (state in ('waiting', 'reading', 'running', 'done', 'cancelled', 'failed')),
  options jsonb not null,
  name text not null,
  file uuid not null,
  size bigint not null,
  columns jsonb not null default '[]',
  rows_total bigint not null default 0,
  rows_done bigint not null default 0,
  rows_failed bigint not null default 0,
  objects bigint not null default 0,
  reason text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  expires_at timestamptz not null,
  constraint imports_pkey primary key (tenant, id)
);
create index imports_newest on imports (tenant, created_at desc, id desc);
create index imports_file on imports (tenant, file);

-- What is made of one row, or of the rows of one document. Its state changes in the transaction of the write, so that
-- nothing is written twice and nothing is left out, whenever the work is interrupted. `content` is emptied then.
create table import_items (
  tenant uuid not null,
  import uuid not null,
  item integer not null,
  lines integer[] not null,
  starts integer[] not null,
  content text not null,
  state text not null check (state in ('pending', 'written', 'valid', 'failed')),
  object text not null default '',
  number text not null default '',
  findings jsonb not null default '[]',
  constraint import_items_pkey primary key (tenant, import, item),
  constraint import_items_import_fkey foreign key (tenant, import) references imports (tenant, id)
);
create index import_items_pending on import_items (tenant, import, item) where state = 'pending';
create index import_items_failed on import_items (tenant, import, item) where state = 'failed';

-- A file that goes out; its bytes are deleted when it expires.
create table exports (
  tenant uuid not null,
  id uuid not null,
  kind text not null check (kind in ('invoices', 'customers', 'payments', 'events')),
  format text not null check (format in ('csv', 'xlsx', 'jsonl')),
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  filters jsonb not null,
  conditions jsonb not null,
  rows_done bigint not null default 0,
  size bigint,
  sha256 text,
  reason text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  expires_at timestamptz not null,
  constraint exports_pkey primary key (tenant, id)
);
create index exports_newest on exports (tenant, created_at desc, id desc);

do $$
declare t text;
begin
  foreach t in array array['item_keys', 'imports', 'import_items', 'exports'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert on %I to faktura_app', t);
  end loop;
  grant delete on item_keys to faktura_app;
  grant update on imports to faktura_app;
  grant update, delete on import_items to faktura_app;
  grant update on exports to faktura_app;
end $$;
