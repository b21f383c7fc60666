-- Issuing, in one function by tenant: the number is taken last, the document is sealed into its series' chain.

-- Opens a request: sets the tenant, finds the key by its hash, and the answer of an earlier request with the same
-- idempotency key. `busy` tells that such a request is still running.
create function open_request(p_tenant uuid, p_secret_hash bytea, p_idempotency_key text)
returns table (
  key_id uuid, kind text, scopes text[], expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz,
  busy boolean, fingerprint bytea, status integer, headers jsonb, body bytea
) language plpgsql volatile as $$
declare
  v_busy boolean := false;
begin
  execute format('set local app.tenant = %L', p_tenant);
  if p_idempotency_key is not null then
    -- The lock only lets a second request be answered at once; what keeps the key single is its primary key.
    v_busy := not pg_try_advisory_xact_lock(hashtextextended(p_tenant::text || ' ' || p_idempotency_key, 0));
  end if;
  return query
    select k.id, k.kind, k.scopes, k.expires_at, k.revoked_at, k.last_used_at,
           v_busy, i.fingerprint, i.status, i.headers, i.body
    from api_keys k
    left join idempotency_keys i on i.tenant = p_tenant and i.key = p_idempotency_key
    where k.tenant = p_tenant and k.secret_hash = p_secret_hash;
end $$;

-- Issues a document. `p_document` is its canonical JSON with marks where the number, the sequence, the position
-- in the chain and the previous hash will stand; a mark is a random text that occurs nowhere else. The counter's row lock makes the series
-- gapless: whoever rolls back gives the number back before anybody else can see it.
create function issue_invoice(
  p_tenant uuid, p_id uuid, p_series uuid, p_period text,
  p_number_period text, p_prefix text, p_suffix text, p_width integer, p_mark text, p_document text,
  p_document_type text, p_type_code text, p_specification text,
  p_issue_date date, p_due_date date, p_currency text, p_total_with_vat numeric, p_amount_due numeric,
  p_buyer_name text, p_customer uuid, p_external_id text, p_corrects uuid, p_language text,
  p_findings jsonb, p_derivations jsonb, p_created_by text, p_created_at timestamptz,
  p_issued_at timestamptz, p_event_id uuid, p_request_id text
) returns table (number text, sequence bigint, hash bytea, previous_hash bytea, document text)
language plpgsql volatile as $$
declare
  v_sequence bigint;
  v_position bigint;
  v_digits text;
  v_number text;
  v_previous bytea;
  v_document text;
  v_hash bytea;
begin
  execute format('set local app.tenant = %L', p_tenant);

  -- The series' row is locked first, always, so that two periods of one series can't chain to the same document.
  select s.last_hash, s.issued_count + 1 into strict v_previous, v_position
  from series s where s.tenant = p_tenant and s.id = p_series for update;

  insert into series_counters as c (tenant, series, period, next_no)
  values (p_tenant, p_series, p_period, 2)
  on conflict (tenant, series, period) do update set next_no = c.next_no + 1
  returning c.next_no - 1 into v_sequence;

  v_digits := v_sequence::text;
  v_number := p_prefix || lpad(v_digits, greatest(p_width, length(v_digits)), '0') || p_suffix;
  v_document := replace(
    replace(
      replace(replace(p_document, '"' || p_mark || 'sequence"', v_digits), '"' || p_mark || 'previous"',
              case when v_previous is null then 'null' else '"' || encode(v_previous, 'hex') || '"' end),
      '"' || p_mark || 'position"', v_position::text),
    p_mark || 'number', v_number);
  v_hash := sha256(convert_to(v_document, 'UTF8'));

  insert into invoices (
    tenant, id, series, period, sequence, position, number, number_period, document_type, type_code, specification, issue_date, due_date,
    currency, total_with_vat, amount_due, buyer_name, customer, external_id, corrects, language, document, hash,
    previous_hash, findings, derivations, created_by, created_at, issued_at
  ) values (
    p_tenant, p_id, p_series, p_period, v_sequence, v_position, v_number, p_number_period, p_document_type, p_type_code, p_specification,
    p_issue_date, p_due_date, p_currency, p_total_with_vat, p_amount_due, p_buyer_name, p_customer, p_external_id,
    p_corrects, p_language, v_document, v_hash, v_previous, p_findings, p_derivations, p_created_by,
    p_created_at, p_issued_at
  );

  update series s set last_hash = v_hash, issued_count = v_position where s.tenant = p_tenant and s.id = p_series;

  insert into events (tenant, id, type, object, actor, request_id, occurred_at, data)
  values (p_tenant, p_event_id, 'invoice.issued', p_id, p_created_by, p_request_id, p_issued_at,
          jsonb_build_object('number', v_number, 'hash', encode(v_hash, 'hex')));

  return query select v_number, v_sequence, v_hash, v_previous, v_document;
end $$;

grant execute on function set_tenant(uuid) to faktura_app;
grant execute on function open_request(uuid, bytea, text) to faktura_app;
