-- Brands and looks, sender domains, domains of buyers' pages, switches, and organizations that closed.

-- `closed_at`: from then on nothing is written. `reopen_until`: the last instant at which that can be undone.
-- `erased_at`: when what no law asks to keep was deleted. `features_off`: what the account switched off.
alter table organizations add column closed_at timestamptz;
alter table organizations add column reopen_until timestamptz;
alter table organizations add column erased_at timestamptz;
alter table organizations add column features_off text[] not null default '{}';
alter table account_organizations add column closed_at timestamptz;

alter table brandings add column secondary_colour text;
alter table brandings add column font text;
-- Kind of text -> language (or `default`) -> text.
alter table brandings add column texts jsonb not null default '{}';

-- Business units: how an organization is known to some of its buyers. The legal person stays the organization.
create table brands (
  tenant uuid not null,
  id uuid not null,
  name text not null,
  external_id text,
  record jsonb not null,
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  constraint brands_pkey primary key (tenant, id)
);
create index brands_newest on brands (tenant, created_at desc, id desc);
create index brands_external_id on brands (tenant, external_id) where external_id is not null;

alter table drafts add column brand uuid;
create index drafts_brand on drafts (tenant, brand) where brand is not null;

-- The brand of an issued document, where it has one; the sealed document says the same.
create table invoice_brands (
  tenant uuid not null,
  invoice uuid not null,
  brand uuid not null,
  constraint invoice_brands_pkey primary key (tenant, invoice),
  constraint invoice_brands_invoice_fkey foreign key (tenant, invoice) references invoices (tenant, id),
  constraint invoice_brands_brand_fkey foreign key (tenant, brand) references brands (tenant, id)
);
create index invoice_brands_brand on invoice_brands (tenant, brand, invoice);

-- A domain that mail is sent from. `token` proves who controls it; several organizations may prove the same one.
-- `records` is what the last check found; `private_key_encrypted` signs mail (DKIM).
create table email_domains (
  tenant uuid not null,
  id uuid not null,
  domain text not null,
  state text not null check (state in ('pending', 'verified', 'failing')),
  token text not null,
  selector text not null,
  public_key text not null,
  private_key_encrypted bytea not null,
  records jsonb not null default '[]',
  created_at timestamptz not null,
  verified_at timestamptz,
  checked_at timestamptz,
  next_check_at timestamptz,
  constraint email_domains_pkey primary key (tenant, id),
  constraint email_domains_domain unique (tenant, domain)
);

-- A domain of buyers' pages, of the organization or of one of its brands.
create table page_domains (
  tenant uuid not null,
  id uuid not null,
  host text not null,
  brand uuid,
  state text not null check (state in ('pending', 'verified', 'failing')),
  token text not null,
  records jsonb not null default '[]',
  created_at timestamptz not null,
  verified_at timestamptz,
  checked_at timestamptz,
  next_check_at timestamptz,
  constraint page_domains_pkey primary key (tenant, id),
  constraint page_domains_host unique (tenant, host),
  constraint page_domains_brand_fkey foreign key (tenant, brand) references brands (tenant, id)
);

-- Whose pages a host serves. The tenant is derived from the host itself, so that the row can be read by whoever knows
-- the host, under the policy that holds for every table; `owner` is the organization's tenant.
create table page_hosts (
  tenant uuid not null,
  host text not null,
  owner uuid not null,
  domain uuid not null,
  claimed_at timestamptz not null,
  constraint page_hosts_pkey primary key (tenant, host)
);

do $$
declare t text;
begin
  foreach t in array array['brands', 'invoice_brands', 'email_domains', 'page_domains', 'page_hosts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert on %I to faktura_app', t);
  end loop;
  foreach t in array array['brands', 'email_domains', 'page_domains', 'page_hosts'] loop
    execute format('grant update on %I to faktura_app', t);
  end loop;
  foreach t in array array['email_domains', 'page_domains', 'page_hosts'] loop
    execute format('grant delete on %I to faktura_app', t);
  end loop;
  create trigger written_once before update or delete on invoice_brands for each row execute function refuse_change();
  create trigger never_emptied before truncate on invoice_brands for each statement execute function refuse_change();
end $$;
