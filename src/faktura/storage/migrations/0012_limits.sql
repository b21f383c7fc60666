-- Limits: what an account has set for an organization and its keys, and the buckets that all processes share.

create table rate_limits (
  tenant uuid not null,
  owner uuid not null,
  kind text not null check (kind in ('organization', 'key')),
  per_second integer not null check (per_second > 0),
  burst integer not null check (burst > 0),
  updated_at timestamptz not null,
  constraint rate_limits_pkey primary key (tenant, owner)
);

-- What is left in each bucket, as of the instant when it was last counted. Unlogged: a crash fills all buckets, and
-- counting writes no journal. Buckets of addresses belong to the tenant 0, and are named by a keyed hash.
create unlogged table rate_buckets (
  tenant uuid not null,
  bucket text not null,
  level double precision not null,
  counted_at timestamptz not null,
  constraint rate_buckets_pkey primary key (tenant, bucket)
) with (fillfactor = 50);

do $$
declare t text;
begin
  foreach t in array array['rate_limits', 'rate_buckets'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert, update, delete on %I to faktura_app', t);
  end loop;
end $$;

-- Takes what was used out of buckets of many tenants. Always in the same order, so that two processes can't wait for
-- one another. A level may fall below nothing: what was used too much is paid back before more is given.
create function settle_rate_buckets(
  p_tenants uuid[], p_buckets text[], p_owners uuid[], p_amounts double precision[], p_per_second integer[],
  p_bursts integer[]
) returns table (nth bigint, level double precision, per_second integer, burst integer)
language plpgsql volatile as $$
declare
  v_tenant uuid;
  v_row record;
begin
  for v_row in
    select g.nth, g.tenant, g.bucket, g.owner, g.amount, g.per_second, g.burst
    from unnest(p_tenants, p_buckets, p_owners, p_amounts, p_per_second, p_bursts) with ordinality
      as g(tenant, bucket, owner, amount, per_second, burst, nth)
    order by g.tenant, g.bucket
  loop
    if v_tenant is distinct from v_row.tenant then
      v_tenant := v_row.tenant;
      execute format('set local app.tenant = %L', v_tenant);
      -- Buckets of keys and addresses that are gone go now and then.
      if random() < 0.01 then
        delete from rate_buckets b where b.tenant = v_tenant and b.counted_at < clock_timestamp() - interval '1 hour';
      end if;
    end if;
    nth := v_row.nth;
    per_second := v_row.per_second;
    burst := v_row.burst;
    if v_row.owner is not null then
      select l.per_second, l.burst into per_second, burst from rate_limits l
      where l.tenant = v_tenant and l.owner = v_row.owner;
      if not found then
        per_second := v_row.per_second;
        burst := v_row.burst;
      end if;
    end if;
    insert into rate_buckets as b (tenant, bucket, level, counted_at)
    values (v_tenant, v_row.bucket, burst - v_row.amount, clock_timestamp())
    on conflict (tenant, bucket) do update
    set level = least(
          settle_rate_buckets.burst,
          b.level + greatest(0, extract(epoch from clock_timestamp() - b.counted_at)) * settle_rate_buckets.per_second
        ) - v_row.amount,
        counted_at = clock_timestamp()
    returning b.level into level;
    return next;
  end loop;
end $$;
