-- Where a job stands in line: its kind and its tenant, while it is due and not taken; null for all others. The queue's
-- own indexes don't know this expression, and the queue is empty when it is analysed and long when it matters: so no
-- plan can prefer one of them.
create or replace function job_lane(p_status pgqueuer_status, p_priority integer, p_kind text, p_headers jsonb)
returns text language sql immutable parallel safe as $$
  select case when p_status = 'queued' and p_priority > -500 then p_kind || '/' || coalesce(p_headers ->> 'tenant', '') end
$$;

-- When a job that sleeps is due; null for all others.
create or replace function job_wakes(p_status pgqueuer_status, p_priority integer, p_execute_after timestamptz)
returns timestamptz language sql immutable parallel safe as $$
  select case when p_status = 'queued' and p_priority <= -500 then p_execute_after end
$$;

create index if not exists pgqueuer_faktura_lanes
  on pgqueuer (job_lane(status, priority, entrypoint, headers) collate "C", priority desc, id)
  where job_lane(status, priority, entrypoint, headers) is not null;
create index if not exists pgqueuer_faktura_sleepers
  on pgqueuer (job_wakes(status, priority, execute_after))
  where job_wakes(status, priority, execute_after) is not null;

-- Takes jobs so that tenants take turns, whoever has how many waiting. It stands in for the library's own statement,
-- which takes them in the order in which they came. One worker after the other gets here, so what is counted holds.
create or replace function take_jobs(
  p_names text[],       -- the kinds of jobs that this worker runs,
  p_limits bigint[],    -- and how many of each may run at once in all workers; 0: no limit
  p_worker uuid, p_most integer, p_stale interval,
  p_after text,         -- the tenant that had the last turn
  p_share integer,      -- how many jobs of one tenant this worker runs at once, those of limited kinds apart
  p_tenants text[], p_running integer[],  -- the tenants whose jobs it runs now, and how many of each
  p_slow text[], p_slow_share integer     -- kind/tenant of what hangs, and how many more of these it takes in all
) returns setof pgqueuer language plpgsql volatile
set enable_seqscan = off
set enable_bitmapscan = off
as $$
declare
  v_name text;
  v_limit bigint;
  v_tenant text;
  v_next text;
  v_again boolean;
  v_seen integer;
  v_seen_max integer := p_most + cardinality(p_slow);
  v_running integer;
  v_may bigint;
  v_found bigint[];
  -- What may be taken, in columns.
  v_ids bigint[] := '{}';
  v_kinds text[] := '{}';
  v_owners text[] := '{}';
  v_started integer[] := '{}';
begin
  perform pg_advisory_xact_lock(hashtextextended('faktura.jobs.take', 0));

  -- What was to wait is due. Sleepers lie apart, or whoever looks for what is due would walk over all of them.
  update pgqueuer q set priority = q.priority + 1000
  where q.id in (
    select s.id from pgqueuer s where job_wakes(s.status, s.priority, s.execute_after) <= now()
    order by job_wakes(s.status, s.priority, s.execute_after) limit 500 for update skip locked);

  -- From kind to kind, round the tenants with jobs that are due: from the one after the last turn to that one again.
  for v_name, v_limit in
    select k.name, k.most from unnest(p_names, p_limits) as k(name, most)
    where exists (
      select from pgqueuer q
      where job_lane(q.status, q.priority, q.entrypoint, q.headers) collate "C" >= k.name || '/'
        and job_lane(q.status, q.priority, q.entrypoint, q.headers) collate "C" < k.name || '0')  -- the letter after the slash
  loop
    v_tenant := p_after;
    v_again := false;
    v_seen := 0;
    loop
      select coalesce(q.headers ->> 'tenant', '') into v_next from pgqueuer q
      where job_lane(q.status, q.priority, q.entrypoint, q.headers) collate "C" > v_name || '/' || v_tenant
        and job_lane(q.status, q.priority, q.entrypoint, q.headers) collate "C" < v_name || '0'
      order by job_lane(q.status, q.priority, q.entrypoint, q.headers) collate "C" limit 1;
      if not found then
        exit when v_again;
        v_again := true;
        select coalesce(q.headers ->> 'tenant', '') into v_next from pgqueuer q
        where job_lane(q.status, q.priority, q.entrypoint, q.headers) collate "C" >= v_name || '/'
          and job_lane(q.status, q.priority, q.entrypoint, q.headers) collate "C" < v_name || '0'
        order by job_lane(q.status, q.priority, q.entrypoint, q.headers) collate "C" limit 1;
        exit when not found;
      end if;
      exit when v_again and v_next collate "C" > p_after collate "C";
      v_tenant := v_next;
      if v_limit > 0 then
        -- Where only so many may run, a tenant takes half at most: its mail server may hang. That it hangs is no
        -- reason why its other jobs should wait.
        v_running := (
          select count(*) from pgqueuer q
          where q.status = 'picked' and q.entrypoint = v_name and coalesce(q.headers ->> 'tenant', '') = v_tenant);
        v_may := least(p_most, greatest(1, v_limit / 2) - v_running);
      else
        v_running := coalesce(p_running[array_position(p_tenants, v_tenant)], 0);
        v_may := p_share - v_running;
      end if;
      if v_may > 0 then
        select coalesce(array_agg(j.id order by j.priority desc, j.id), '{}') into v_found from (
          select q.id, q.priority from pgqueuer q
          where job_lane(q.status, q.priority, q.entrypoint, q.headers) collate "C" = v_name || '/' || v_tenant
            and q.execute_after <= now()
          order by q.priority desc, q.id
          limit v_may
        ) j;
        v_ids := v_ids || v_found;
        v_kinds := v_kinds || array_fill(v_name, array[cardinality(v_found)]);
        v_owners := v_owners || array_fill(v_tenant, array[cardinality(v_found)]);
        v_started := v_started || array_fill(v_running, array[cardinality(v_found)]);
      end if;
      -- Who may have none now is passed by: there are never more of these than there are jobs that run.
      v_seen := v_seen + (v_may > 0)::integer;
      exit when v_seen >= v_seen_max;
    end loop;
  end loop;

  return query
  with kinds as (
    select k.name, k.most - coalesce(sum(p.jobs), 0) as room,
           greatest(1, k.most / 2)
             - coalesce(sum(p.jobs) filter (where k.name || '/' || p.tenant = any(p_slow)), 0) as slow_room
    from unnest(p_names, p_limits) as k(name, most)
    left join (
      select q.entrypoint, coalesce(q.headers ->> 'tenant', '') as tenant, count(*) as jobs
      from pgqueuer q where q.status = 'picked' group by 1, 2
    ) p on p.entrypoint = k.name
    where k.most > 0 group by k.name, k.most
  ), found as (
    select f.id, f.kind, f.tenant, f.kind || '/' || f.tenant = any(p_slow) as slow, k.name is not null as limited,
           f.started + row_number() over (
             partition by f.tenant, k.name order by q.priority desc, q.id) as turn
    from unnest(v_ids, v_kinds, v_owners, v_started) as f(id, kind, tenant, started)
    join pgqueuer q on q.id = f.id
    left join kinds k on k.name = f.kind
  ), ranked as (
    select f.*,
           row_number() over (partition by f.kind, f.slow order by f.turn, f.tenant collate "C" <= p_after, f.tenant)
             as of_kind_slow,
           row_number() over (partition by f.slow order by f.turn, f.tenant collate "C" <= p_after, f.tenant) as of_slow
    from found f where f.limited or f.turn <= p_share
  ), allowed as (
    -- What hangs is left out before the places are counted: it must not take those of the others.
    select r.*, k.room,
           row_number() over (partition by r.kind order by r.turn, r.tenant collate "C" <= p_after, r.tenant) as of_kind
    from ranked r left join kinds k on k.name = r.kind
    where not r.slow or (r.of_slow <= p_slow_share and (k.room is null or r.of_kind_slow <= k.slow_room))
  ), fresh as (
    select a.id, a.turn, a.tenant from allowed a where a.room is null or a.of_kind <= a.room
    order by a.turn, a.tenant collate "C" <= p_after, a.tenant limit p_most
  ), stale as (
    select q.id from pgqueuer q
    where q.status = 'picked' and q.entrypoint = any(p_names) and q.heartbeat < now() - p_stale
      and q.execute_after < now()
    order by q.id limit p_most for update skip locked
  ), taken as (
    update pgqueuer q
    set status = 'picked', updated = now(), heartbeat = now(), queue_manager_id = p_worker, slot = null
    from (select s.id from stale s union select f.id from fresh f) t
    where q.id = t.id and q.status in ('queued', 'picked')
    returning q.*
  ), logged as (
    insert into pgqueuer_log (job_id, status, entrypoint, priority)
    select t.id, t.status, t.entrypoint, t.priority from taken t
  )
  select t.* from taken t left join fresh f on f.id = t.id
  order by f.turn nulls first, f.tenant collate "C" <= p_after, f.tenant;
end $$;
