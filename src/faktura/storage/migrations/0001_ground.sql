-- The ground floor: roles, tenants, and the tables of every station.
--
-- Rules that every table here keeps (docs/architecture.md, "The schema"; tests/architecture checks them):
--   * the tenant stands in every key, so that the schema can be distributed by tenant;
--   * row level security is enabled and forced, with one permissive policy a table;
--   * what is written once (invoices, events, ledger, archive) can be neither changed nor deleted,
--     by rights and by trigger.
-- A tenant is one organization, or one account, in one mode: live and test data have different tenants.

do $$
begin
  if not exists (select from pg_roles where rolname = 'faktura_app') then
    create role faktura_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of this server was migrated at the same moment
end $$;

do $$
begin
  execute format('grant faktura_app to %I', current_user);
end $$;

-- SET LOCAL, not set_config(): only the former reaches the nodes of a distributed database.
create function set_tenant(t uuid) returns void language plpgsql volatile as $$
begin
  execute format('set local app.tenant = %L', t);
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using
    errcode = 'restrict_violation',
    message = format('%s is written once: %s is refused', tg_table_name, lower(tg_op));
end $$;

-- The installation's list of tenants, for `faktura verify` and upkeep. It holds no data of a tenant; the application
-- may add to it and can't read it, so it is the one table with a tenant and without a policy.
create table tenants (
  tenant uuid not null,
  kind text not null check (kind in ('account', 'organization')),
  created_at timestamptz not null,
  constraint tenants_pkey primary key (tenant)
);
grant insert on tenants to faktura_app;

-- Accounts and organizations ---------------------------------------------------------------------------------

create table accounts (
  tenant uuid not null,
  id uuid not null,
  name text not null,
  created_at timestamptz not null,
  constraint accounts_pkey primary key (tenant, id)
);

-- The organizations of an account, kept with the account's tenant so that they can be listed under its policy.
create table account_organizations (
  tenant uuid not null,
  organization uuid not null,
  account uuid not null,
  name text not null,
  created_at timestamptz not null,
  constraint account_organizations_pkey primary key (tenant, organization),
  constraint account_organizations_account_fkey foreign key (tenant, account) references accounts (tenant, id)
);
create index account_organizations_name on account_organizations (tenant, name);

create table organizations (
  tenant uuid not null,
  id uuid not null,
  account uuid not null,
  mode text not null check (mode in ('live', 'test')),
  name text not null,
  country text not null,
  profile jsonb not null,
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint organizations_pkey primary key (tenant, id)
);

create table brandings (
  tenant uuid not null,
  organization uuid not null,
  colour text not null,
  footer text not null default '',
  logo_sha256 text,
  logo_media_type text,
  updated_at timestamptz not null,
  constraint brandings_pkey primary key (tenant, organization),
  constraint brandings_organization_fkey foreign key (tenant, organization) references organizations (tenant, id)
);

create table email_senders (
  tenant uuid not null,
  organization uuid not null,
  address text not null,
  name text not null default '',
  settings jsonb not null default '{}',
  password_encrypted bytea,
  updated_at timestamptz not null,
  constraint email_senders_pkey primary key (tenant, organization),
  constraint email_senders_organization_fkey foreign key (tenant, organization)
    references organizations (tenant, id)
);

create table api_keys (
  tenant uuid not null,
  id uuid not null,
  kind text not null check (kind in ('account', 'organization')),
  name text not null,
  secret_hash bytea not null,
  hint text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  constraint api_keys_pkey primary key (tenant, id),
  constraint api_keys_secret unique (tenant, secret_hash)
);

create table idempotency_keys (
  tenant uuid not null,
  key text not null,
  fingerprint bytea not null,
  status integer not null,
  headers jsonb not null,
  body bytea not null,
  created_at timestamptz not null,
  constraint idempotency_keys_pkey primary key (tenant, key)
);
create index idempotency_keys_age on idempotency_keys (tenant, created_at);

-- An external id is unique in its organization for ever, also after its draft was deleted.
create table external_ids (
  tenant uuid not null,
  kind text not null,
  external_id text not null,
  object uuid not null,
  constraint external_ids_pkey primary key (tenant, kind, external_id)
);

create table events (
  tenant uuid not null,
  id uuid not null,
  type text not null,
  object uuid not null,
  actor text not null,
  request_id text not null,
  occurred_at timestamptz not null,
  data jsonb not null,
  constraint events_pkey primary key (tenant, id)
);
create index events_object on events (tenant, object, id);

create table customers (
  tenant uuid not null,
  id uuid not null,
  name text not null,
  email text,
  country text,
  external_id text,
  record jsonb not null,
  metadata jsonb not null default '{}',
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  constraint customers_pkey primary key (tenant, id)
);
create index customers_newest on customers (tenant, created_at desc, id desc);

-- Drafts -----------------------------------------------------------------------------------------------------

create table drafts (
  tenant uuid not null,
  id uuid not null,
  document_type text not null,
  request jsonb not null,
  customer uuid,
  external_id text,
  buyer_name text,
  currency text,
  issue_date date,
  due_date date,
  total_with_vat numeric,
  version bigint not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint drafts_pkey primary key (tenant, id)
);
create index drafts_newest on drafts (tenant, created_at desc, id desc);
create index drafts_customer on drafts (tenant, customer, created_at desc, id desc) where customer is not null;

-- Invoices ---------------------------------------------------------------------------------------------------

create table series (
  tenant uuid not null,
  id uuid not null,
  document_type text not null,
  name text not null,
  pattern text not null,
  restart text not null check (restart in ('never', 'yearly', 'monthly')),
  is_default boolean not null default false,
  issued_count bigint not null default 0,
  last_hash bytea,
  created_at timestamptz not null,
  constraint series_pkey primary key (tenant, id),
  constraint series_name unique (tenant, document_type, name)
);
create unique index series_default on series (tenant, document_type) where is_default;

create table series_counters (
  tenant uuid not null,
  series uuid not null,
  period text not null,
  next_no bigint not null default 1 check (next_no > 0),
  constraint series_counters_pkey primary key (tenant, series, period),
  constraint series_counters_series_fkey foreign key (tenant, series) references series (tenant, id)
) with (fillfactor = 50);

create table invoices (
  tenant uuid not null,
  id uuid not null,
  series uuid not null,
  period text not null,
  sequence bigint not null,
  position bigint not null,
  number text not null,
  number_period text not null,
  document_type text not null,
  type_code text not null,
  specification text not null,
  issue_date date not null,
  due_date date,
  currency text not null,
  total_with_vat numeric not null,
  amount_due numeric not null,
  buyer_name text not null,
  customer uuid,
  external_id text,
  corrects uuid,
  language text not null,
  document text not null,
  hash bytea not null,
  previous_hash bytea,
  findings jsonb not null,
  derivations jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  issued_at timestamptz not null,
  constraint invoices_pkey primary key (tenant, id),
  constraint invoices_sequence unique (tenant, series, period, sequence),
  constraint invoices_position unique (tenant, series, position),
  -- A number is unique for ever ('' as its period), but where a country's law restarts numbers that do not show
  -- the year.
  constraint invoices_number unique (tenant, number, number_period),
  constraint invoices_series_fkey foreign key (tenant, series) references series (tenant, id)
);
create index invoices_newest on invoices (tenant, created_at desc, id desc);
create index invoices_customer on invoices (tenant, customer, created_at desc, id desc) where customer is not null;
create index invoices_corrects on invoices (tenant, corrects) where corrects is not null;
create index invoices_issue_date on invoices (tenant, issue_date desc, id desc);

-- The files of an issued document, rendered once.
create table invoice_files (
  tenant uuid not null,
  invoice uuid not null,
  kind text not null,
  name text not null,
  media_type text not null,
  sha256 text not null,
  size bigint not null,
  created_at timestamptz not null,
  constraint invoice_files_pkey primary key (tenant, invoice, kind),
  constraint invoice_files_invoice_fkey foreign key (tenant, invoice) references invoices (tenant, id)
);

-- A link that shows a buyer one invoice. Its secret is never stored: it is derived from the installation's key.
create table buyer_links (
  tenant uuid not null,
  id uuid not null,
  invoice uuid not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint buyer_links_pkey primary key (tenant, id),
  constraint buyer_links_invoice_fkey foreign key (tenant, invoice) references invoices (tenant, id)
);
create index buyer_links_invoice on buyer_links (tenant, invoice, created_at);

-- Deliveries -------------------------------------------------------------------------------------------------

create table deliveries (
  tenant uuid not null,
  id uuid not null,
  invoice uuid not null,
  channel text not null,
  recipient text not null,
  message jsonb not null default '{}',
  state text not null check (state in ('waiting', 'delivered', 'refused', 'given_up', 'cancelled')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  reason text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint deliveries_pkey primary key (tenant, id),
  constraint deliveries_invoice_fkey foreign key (tenant, invoice) references invoices (tenant, id)
);
create index deliveries_invoice on deliveries (tenant, invoice, created_at);
create index deliveries_newest on deliveries (tenant, created_at desc, id desc);

create table delivery_attempts (
  tenant uuid not null,
  id uuid not null,
  delivery uuid not null,
  number integer not null,
  outcome text not null check (outcome in ('delivered', 'refused', 'try_later')),
  reason text not null default '',
  proof jsonb not null default '{}',
  sent_sha256 text,
  sent_media_type text,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  constraint delivery_attempts_pkey primary key (tenant, id),
  constraint delivery_attempts_delivery_fkey foreign key (tenant, delivery) references deliveries (tenant, id)
);
create index delivery_attempts_delivery on delivery_attempts (tenant, delivery, number);

-- Payments: a ledger. `amount` is what it takes off the amount due; a reversal is negative. ------------------

create table payments (
  tenant uuid not null,
  id uuid not null,
  invoice uuid not null,
  kind text not null check (kind in ('payment', 'reversal', 'credit')),
  amount numeric not null check (amount <> 0),
  currency text not null,
  received_on date not null,
  method text not null,
  reference text not null default '',
  reason text not null default '',
  reverses uuid,
  source uuid,
  external_id text,
  metadata jsonb not null default '{}',
  created_by text not null,
  created_at timestamptz not null,
  constraint payments_pkey primary key (tenant, id),
  constraint payments_invoice_fkey foreign key (tenant, invoice) references invoices (tenant, id),
  constraint payments_reverses_fkey foreign key (tenant, reverses) references payments (tenant, id),
  constraint payments_reversed_once unique (tenant, reverses),
  constraint payments_source unique (tenant, invoice, source)
);
create index payments_invoice on payments (tenant, invoice, received_on, id);
create index payments_newest on payments (tenant, created_at desc, id desc);

-- Archive ----------------------------------------------------------------------------------------------------

create table archive_entries (
  tenant uuid not null,
  id uuid not null,
  invoice uuid not null,
  kind text not null,
  source uuid not null,
  name text not null,
  media_type text not null,
  sha256 text not null,
  size bigint not null,
  retain_until date not null,
  created_at timestamptz not null,
  constraint archive_entries_pkey primary key (tenant, id),
  constraint archive_entries_once unique (tenant, invoice, kind, source),
  constraint archive_entries_invoice_fkey foreign key (tenant, invoice) references invoices (tenant, id)
);
create index archive_entries_newest on archive_entries (tenant, created_at desc, id desc);
create index archive_entries_object on archive_entries (tenant, sha256);

-- Policies, rights and triggers ------------------------------------------------------------------------------

do $$
declare t text;
begin
  foreach t in array array[
    'accounts', 'account_organizations', 'organizations', 'brandings', 'email_senders', 'api_keys',
    'idempotency_keys', 'external_ids', 'events', 'customers', 'drafts', 'series', 'series_counters', 'invoices',
    'invoice_files', 'buyer_links', 'deliveries', 'delivery_attempts', 'payments', 'archive_entries'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert on %I to faktura_app', t);
  end loop;

  foreach t in array array[
    'account_organizations', 'organizations', 'brandings', 'email_senders', 'api_keys', 'customers', 'drafts',
    'series', 'series_counters', 'deliveries', 'buyer_links'
  ] loop
    execute format('grant update on %I to faktura_app', t);
  end loop;

  foreach t in array array['drafts', 'idempotency_keys', 'customers', 'email_senders'] loop
    execute format('grant delete on %I to faktura_app', t);
  end loop;

  foreach t in array array[
    'invoices', 'invoice_files', 'events', 'payments', 'archive_entries', 'delivery_attempts', 'external_ids'
  ] loop
    execute format(
      'create trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format(
      'create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
