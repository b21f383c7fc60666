-- Full text: the words by which documents and customers are found. PostgreSQL's own text search can't use an index
-- below row level security (its operators might leak rows), comparisons of texts can.
create table search_words (
  tenant uuid not null,
  kind text not null check (kind in ('invoice', 'draft', 'customer')),
  word text collate "C" not null,
  object uuid not null,
  constraint search_words_pkey primary key (tenant, kind, word, object)
);
create index search_words_object on search_words (tenant, object);

alter table search_words enable row level security;
alter table search_words force row level security;
create policy tenant_isolation on search_words
  using (tenant = any(array[nullif(current_setting('app.tenant', true), '')::uuid]))
  with check (tenant = any(array[nullif(current_setting('app.tenant', true), '')::uuid]));
grant select, insert, delete on search_words to faktura_app;

-- What is there already is found by the words of its names and numbers; `faktura reindex` takes in the rest.
do $$
begin
  -- The owner of the tables reads all tenants for this one statement.
  alter table invoices no force row level security;
  alter table drafts no force row level security;
  alter table customers no force row level security;
  alter table search_words no force row level security;
  insert into search_words (tenant, kind, word, object)
  select tenant, 'invoice', left(word, 40), id
  from invoices, lateral regexp_split_to_table(
    lower(number || ' ' || buyer_name || ' ' || coalesce(external_id, '')), '[^[:alnum:]]+') as word
  where word <> ''
  union
  select tenant, 'invoice', left(lower(number), 40), id from invoices
  union
  select tenant, 'invoice', '=' || trim_scale(total_with_vat), id from invoices
  union
  select tenant, 'draft', left(word, 40), id
  from drafts, lateral regexp_split_to_table(
    lower(coalesce(buyer_name, '') || ' ' || coalesce(external_id, '')), '[^[:alnum:]]+') as word
  where word <> ''
  union
  select tenant, 'customer', left(word, 40), id
  from customers, lateral regexp_split_to_table(
    lower(name || ' ' || coalesce(email, '') || ' ' || coalesce(external_id, '')), '[^[:alnum:]]+') as word
  where word <> '';
  alter table invoices force row level security;
  alter table drafts force row level security;
  alter table customers force row level security;
  alter table search_words force row level security;
end $$;
