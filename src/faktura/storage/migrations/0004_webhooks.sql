-- Events for others: a stream that loses nothing, endpoints that get it pushed, and every attempt.

-- The order in which events were written. Of two events about one thing, the later transaction drew the larger entry,
-- because it had to wait for the earlier one; ids are made by the clocks of several machines and can't say that.
alter table events add column entry bigint generated always as identity;

-- What was written and is not in its streams yet: the queue of all tenants, with ids only, as the queue of jobs.
create table event_arrivals (
  id bigint generated always as identity,
  tenant uuid not null,
  object uuid not null,
  constraint event_arrivals_pkey primary key (id)
);
create index event_arrivals_tenant on event_arrivals (tenant, id);
grant select, insert, delete on event_arrivals to faktura_app;

-- A tenant's stream: how many events have their place in it. Whoever gives out places holds the row.
create table event_streams (
  tenant uuid not null,
  position bigint not null default 0,
  constraint event_streams_pkey primary key (tenant)
);

-- The places. An account's stream holds the events of all of its organizations; `origin` is the tenant of the event.
create table event_positions (
  tenant uuid not null,
  position bigint not null,
  event uuid not null,
  origin uuid not null,
  type text not null,
  object uuid not null,
  occurred_at timestamptz not null,
  constraint event_positions_pkey primary key (tenant, position),
  constraint event_positions_event unique (tenant, event)
);
create index event_positions_object on event_positions (tenant, object, position);

create table webhook_endpoints (
  tenant uuid not null,
  id uuid not null,
  url text not null,
  description text not null,
  events text[] not null,
  likes text[] not null,
  payload text not null check (payload in ('thin', 'full')),
  secrets jsonb not null,
  metadata jsonb not null default '{}',
  state text not null check (state in ('enabled', 'disabled', 'deleted')),
  disabled_reason text not null default '',
  disabled_at timestamptz,
  disabled_after bigint,
  version bigint not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint webhook_endpoints_pkey primary key (tenant, id)
);
create index webhook_endpoints_newest on webhook_endpoints (tenant, created_at desc, id desc);

-- Who sends to an endpoint just now (a lease that runs out), when somebody looks again, and how it fares.
create table webhook_lanes (
  tenant uuid not null,
  endpoint uuid not null,
  lease uuid,
  leased_until timestamptz,
  wake_at timestamptz,
  failures integer not null default 0,
  pauses integer not null default 0,
  paused_until timestamptz,
  failing_since timestamptz,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_failure text not null default '',
  constraint webhook_lanes_pkey primary key (tenant, endpoint),
  constraint webhook_lanes_endpoint_fkey foreign key (tenant, endpoint) references webhook_endpoints (tenant, id)
) with (fillfactor = 50);

-- `attempts` counts all of them, `tries` those since it was planned or replayed.
create table webhook_deliveries (
  tenant uuid not null,
  id uuid not null,
  endpoint uuid not null,
  event uuid not null,
  position bigint not null,
  origin uuid not null,
  type text not null,
  object uuid not null,
  occurred_at timestamptz not null,
  state text not null check (state in ('waiting', 'delivered', 'given_up', 'cancelled')),
  attempts integer not null default 0,
  tries integer not null default 0,
  due_at timestamptz not null,
  last_status integer,
  last_reason text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint webhook_deliveries_pkey primary key (tenant, id),
  constraint webhook_deliveries_event unique (tenant, endpoint, event),
  constraint webhook_deliveries_endpoint_fkey foreign key (tenant, endpoint) references webhook_endpoints (tenant, id)
);
create index webhook_deliveries_newest on webhook_deliveries (tenant, created_at desc, id desc);
create index webhook_deliveries_due on webhook_deliveries (tenant, endpoint, due_at, position)
  where state = 'waiting';
create index webhook_deliveries_order on webhook_deliveries (tenant, endpoint, object, position)
  where state = 'waiting';

create table webhook_attempts (
  tenant uuid not null,
  id uuid not null,
  delivery uuid not null,
  number integer not null,
  outcome text not null check (outcome in ('delivered', 'failed')),
  status integer,
  reason text not null,
  reply text not null,
  address text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  constraint webhook_attempts_pkey primary key (tenant, id),
  constraint webhook_attempts_delivery_fkey foreign key (tenant, delivery) references webhook_deliveries (tenant, id)
);
create index webhook_attempts_delivery on webhook_attempts (tenant, delivery, number);

-- What happened so far gets its places as soon as somebody works. For this once the owner looks past the policy.
alter table events no force row level security;
insert into event_arrivals (tenant, object)
select tenant, object from events group by tenant, object order by min(entry);
alter table events force row level security;

do $$
declare t text;
begin
  foreach t in array array[
    'event_streams', 'event_positions', 'webhook_endpoints', 'webhook_lanes', 'webhook_deliveries', 'webhook_attempts'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert on %I to faktura_app', t);
  end loop;

  foreach t in array array['event_streams', 'webhook_endpoints', 'webhook_lanes', 'webhook_deliveries'] loop
    execute format('grant update on %I to faktura_app', t);
  end loop;

  foreach t in array array['event_positions', 'webhook_attempts'] loop
    execute format(
      'create trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format(
      'create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
