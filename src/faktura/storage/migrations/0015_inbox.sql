-- The inbox: documents that others sent, what was found in them, and what became of them.

-- A document as it came, written once. `sha256` names its bytes among the objects. `verdict` and `findings` are what our
-- own check said on the day of receipt; the columns behind them are what was read, empty where nothing could be.
create table received_documents (
  tenant uuid not null,
  id uuid not null,
  sha256 text not null,
  size bigint not null,
  media_type text not null,
  name text not null,
  channel text not null,
  format text not null,
  specification text not null,
  specification_version text not null,
  verdict text not null check (verdict in ('valid', 'invalid', 'unsupported', 'unreadable')),
  findings jsonb not null,
  findings_total integer not null,
  number text,
  type_code text,
  issue_date date,
  due_date date,
  currency text,
  total_without_vat numeric,
  total_vat numeric,
  total_with_vat numeric,
  amount_due numeric,
  supplier_name text,
  supplier_vat_id text,
  supplier_legal_id text,
  supplier_legal_scheme text,
  supplier_endpoint text,
  supplier_endpoint_scheme text,
  buyer_name text,
  buyer_vat_id text,
  buyer_legal_id text,
  buyer_legal_scheme text,
  buyer_endpoint text,
  buyer_endpoint_scheme text,
  order_reference text,
  payment_means text,
  payment_reference text,
  accounts text[] not null default '{}',
  received_at timestamptz not null,
  constraint received_documents_pkey primary key (tenant, id),
  constraint received_documents_once unique (tenant, sha256)
);

-- Every time that a document came, also the second and third time. A road's own id of the envelope is met once.
create table inbox_arrivals (
  tenant uuid not null,
  id uuid not null,
  document uuid not null,
  channel text not null,
  envelope_id text,
  envelope jsonb not null,
  name text not null,
  arrived_at timestamptz not null,
  constraint inbox_arrivals_pkey primary key (tenant, id),
  constraint inbox_arrivals_document_fkey foreign key (tenant, document) references received_documents (tenant, id)
);
create unique index inbox_arrivals_envelope on inbox_arrivals (tenant, channel, envelope_id)
  where envelope_id is not null;
create index inbox_arrivals_document on inbox_arrivals (tenant, document, arrived_at);

create table suppliers (
  tenant uuid not null,
  id uuid not null,
  name text not null,
  state text not null check (state in ('new', 'known', 'blocked')),
  four_eyes boolean not null default false,
  note text not null default '',
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint suppliers_pkey primary key (tenant, id)
);
create index suppliers_newest on suppliers (tenant, created_at desc, id desc);

-- By what a supplier is recognised; `name` only where a document said nothing better.
create table supplier_identifiers (
  tenant uuid not null,
  kind text not null check (kind in ('vat', 'endpoint', 'legal', 'name')),
  scheme text not null,
  value text not null,
  supplier uuid not null,
  constraint supplier_identifiers_pkey primary key (tenant, kind, scheme, value),
  constraint supplier_identifiers_supplier_fkey foreign key (tenant, supplier) references suppliers (tenant, id)
);
create index supplier_identifiers_supplier on supplier_identifiers (tenant, supplier);

-- Accounts that a supplier's documents named. `is_first`: they came with the first ones, when there was nothing to
-- compare with. `confirmed_at`: somebody approved a document that names it, or said that it is right.
create table supplier_accounts (
  tenant uuid not null,
  supplier uuid not null,
  account text not null,
  is_first boolean not null,
  seen_at timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by text not null default '',
  constraint supplier_accounts_pkey primary key (tenant, supplier, account),
  constraint supplier_accounts_supplier_fkey foreign key (tenant, supplier) references suppliers (tenant, id)
);

create table purchase_orders (
  tenant uuid not null,
  id uuid not null,
  number text not null,
  supplier uuid,
  currency text not null,
  total_without_vat numeric not null check (total_without_vat > 0),
  tolerance_percent numeric not null check (tolerance_percent >= 0),
  state text not null check (state in ('open', 'closed')),
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  constraint purchase_orders_pkey primary key (tenant, id),
  constraint purchase_orders_number unique (tenant, number),
  constraint purchase_orders_supplier_fkey foreign key (tenant, supplier) references suppliers (tenant, id)
);
create index purchase_orders_newest on purchase_orders (tenant, created_at desc, id desc);
create index purchase_orders_supplier on purchase_orders (tenant, supplier) where supplier is not null;

-- What became of a document; it has the document's id. `findings` are those of the inbox itself (duplicates, accounts,
-- orders). `state_before`: where an archived one goes back to. `approved_by`: who approved since it was last open.
create table inbox_items (
  tenant uuid not null,
  id uuid not null,
  state text not null check (
    state in ('received', 'in_review', 'query', 'approved', 'rejected', 'paid', 'archived')),
  state_before text not null default '',
  supplier uuid,
  purchase_order uuid,
  duplicate_of uuid,
  assigned_to text not null default '',
  approved_by text[] not null default '{}',
  findings jsonb not null,
  paid_on date,
  paid_amount numeric,
  paid_reference text not null default '',
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint inbox_items_pkey primary key (tenant, id),
  constraint inbox_items_document_fkey foreign key (tenant, id) references received_documents (tenant, id),
  constraint inbox_items_supplier_fkey foreign key (tenant, supplier) references suppliers (tenant, id),
  constraint inbox_items_purchase_order_fkey foreign key (tenant, purchase_order)
    references purchase_orders (tenant, id)
);
create index inbox_items_newest on inbox_items (tenant, created_at desc, id desc);
create index inbox_items_state on inbox_items (tenant, state, created_at desc, id desc);
create index inbox_items_supplier on inbox_items (tenant, supplier, created_at desc, id desc)
  where supplier is not null;
create index inbox_items_purchase_order on inbox_items (tenant, purchase_order) where purchase_order is not null;
create index received_documents_number on received_documents (tenant, number) where number is not null;

-- Who moved it, when and why.
create table inbox_moves (
  tenant uuid not null,
  id uuid not null,
  item uuid not null,
  move text not null,
  state_before text not null,
  state_after text not null,
  reasons text[] not null,
  comment text not null,
  notes jsonb not null,
  actor text not null,
  moved_at timestamptz not null,
  constraint inbox_moves_pkey primary key (tenant, id),
  constraint inbox_moves_item_fkey foreign key (tenant, item) references inbox_items (tenant, id)
);
create index inbox_moves_item on inbox_moves (tenant, item, id);

-- How an organization works on its inbox; without a row, one approval is enough.
create table inbox_settings (
  tenant uuid not null,
  four_eyes boolean not null,
  updated_at timestamptz not null,
  constraint inbox_settings_pkey primary key (tenant)
);

-- What is done with a document by itself when it was received: when all conditions hold, all actions are tried.
create table inbox_rules (
  tenant uuid not null,
  id uuid not null,
  name text not null,
  position integer not null,
  state text not null check (state in ('active', 'disabled')),
  conditions jsonb not null,
  actions jsonb not null,
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint inbox_rules_pkey primary key (tenant, id)
);
create index inbox_rules_order on inbox_rules (tenant, position, id);

-- Why a rule did what it did: the conditions with what was found, and each action with what became of it.
create table inbox_firings (
  tenant uuid not null,
  id uuid not null,
  item uuid not null,
  rule uuid not null,
  rule_version bigint not null,
  matched jsonb not null,
  outcomes jsonb not null,
  fired_at timestamptz not null,
  constraint inbox_firings_pkey primary key (tenant, id),
  constraint inbox_firings_item_fkey foreign key (tenant, item) references inbox_items (tenant, id),
  constraint inbox_firings_rule_fkey foreign key (tenant, rule) references inbox_rules (tenant, id)
);
create index inbox_firings_item on inbox_firings (tenant, item, id);
create index inbox_firings_rule on inbox_firings (tenant, rule, fired_at desc, id desc);

alter table search_words drop constraint search_words_kind_check;
alter table search_words add constraint search_words_kind_check
  check (kind in ('invoice', 'draft', 'customer', 'inbox'));

do $$
declare t text;
begin
  foreach t in array array[
    'received_documents', 'inbox_arrivals', 'suppliers', 'supplier_identifiers', 'supplier_accounts',
    'purchase_orders', 'inbox_items', 'inbox_moves', 'inbox_settings', 'inbox_rules', 'inbox_firings'
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
    'suppliers', 'supplier_accounts', 'purchase_orders', 'inbox_items', 'inbox_settings', 'inbox_rules'
  ] loop
    execute format('grant update on %I to faktura_app', t);
  end loop;
  foreach t in array array['received_documents', 'inbox_arrivals', 'inbox_moves', 'inbox_firings'] loop
    execute format(
      'create trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format(
      'create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
