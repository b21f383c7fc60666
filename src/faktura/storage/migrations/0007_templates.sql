-- How an organization's PDF and mail look. A template is a name with versions; one template of a kind is active, in one
-- of its versions, and that version is what issued documents freeze. Versions are written once: documents name them.

create table templates (
  tenant uuid not null,
  id uuid not null,
  kind text not null check (kind in ('pdf', 'mail')),
  name text not null,
  latest_version integer not null,
  active_version integer,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  constraint templates_pkey primary key (tenant, id)
);
create index templates_newest on templates (tenant, created_at desc, id desc);
create unique index templates_active on templates (tenant, kind) where active_version is not null;

-- `content` is the template as it was sent; `findings` what was found when it came.
create table template_versions (
  tenant uuid not null,
  template uuid not null,
  version integer not null,
  sha256 bytea not null,
  content jsonb not null,
  findings jsonb not null,
  note text not null,
  created_by text not null,
  created_at timestamptz not null,
  constraint template_versions_pkey primary key (tenant, template, version),
  constraint template_versions_template_fkey foreign key (tenant, template) references templates (tenant, id)
);

do $$
declare t text;
begin
  foreach t in array array['templates', 'template_versions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert on %I to faktura_app', t);
  end loop;
  grant update on templates to faktura_app;
  create trigger written_once before update or delete on template_versions
    for each row execute function refuse_change();
  create trigger never_emptied before truncate on template_versions
    for each statement execute function refuse_change();
end $$;
