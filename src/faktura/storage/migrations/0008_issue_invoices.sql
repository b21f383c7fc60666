-- Issuing many documents of one series in one call, with the chain that issue_invoice() makes one by one.

-- The arrays run side by side, in the order in which the documents are numbered. The series' row is locked once, so
-- the numbers of one call follow each other; whoever rolls back gives all of them back. Events and jobs are written by
-- the caller, in the same transaction.
create function issue_invoices(
  p_tenant uuid, p_series uuid, p_ids uuid[], p_periods text[], p_number_periods text[], p_prefixes text[],
  p_suffixes text[], p_widths integer[], p_marks text[], p_documents text[], p_document_types text[],
  p_type_codes text[], p_specifications text[], p_issue_dates date[], p_due_dates date[], p_currencies text[],
  p_totals_with_vat numeric[], p_amounts_due numeric[], p_buyer_names text[], p_customers uuid[],
  p_external_ids text[], p_corrects uuid[], p_languages text[], p_findings text[], p_derivations text[],
  p_created_by text, p_issued_at timestamptz
) returns table (id uuid, number text, sequence bigint, hash bytea, previous_hash bytea, document text)
language plpgsql volatile as $$
declare
  v_count integer := cardinality(p_ids);
  v_position bigint;
  v_previous bytea;
  v_next jsonb;
  v_row record;
  v_digits text;
  v_document text;
  v_positions bigint[] := array_fill(0::bigint, array[v_count]);
  v_sequences bigint[] := array_fill(0::bigint, array[v_count]);
  v_numbers text[] := array_fill(''::text, array[v_count]);
  v_documents text[] := array_fill(''::text, array[v_count]);
  v_hashes bytea[] := array_fill(''::bytea, array[v_count]);
  v_previouses bytea[] := array_fill(null::bytea, array[v_count]);
begin
  execute format('set local app.tenant = %L', p_tenant);

  -- The series' row is locked first, always, as issue_invoice() does.
  select s.last_hash, s.issued_count into strict v_previous, v_position
  from series s where s.tenant = p_tenant and s.id = p_series for update;

  -- Each period's counter is moved once, by as many documents as it numbers.
  with wanted as (
    select w.period, count(*) as documents from unnest(p_periods) as w(period) group by w.period order by w.period
  ), moved as (
    insert into series_counters as c (tenant, series, period, next_no)
    select p_tenant, p_series, w.period, 1 + w.documents from wanted w
    on conflict (tenant, series, period) do update set next_no = c.next_no + excluded.next_no - 1
    returning c.period, c.next_no
  )
  select jsonb_object_agg(m.period, m.next_no - w.documents) into v_next
  from moved m join wanted w on w.period = m.period;

  for v_row in
    select d.*, (v_next ->> d.period)::bigint
                + row_number() over (partition by d.period order by d.place) - 1 as running
    from unnest(p_periods, p_prefixes, p_suffixes, p_widths, p_marks, p_documents)
         with ordinality as d(period, prefix, suffix, width, mark, document, place)
    order by d.place
  loop
    v_position := v_position + 1;
    v_digits := v_row.running::text;
    v_numbers[v_row.place] :=
      v_row.prefix || lpad(v_digits, greatest(v_row.width, length(v_digits)), '0') || v_row.suffix;
    v_document := replace(
      replace(
        replace(replace(v_row.document, '"' || v_row.mark || 'sequence"', v_digits), '"' || v_row.mark || 'previous"',
                case when v_previous is null then 'null' else '"' || encode(v_previous, 'hex') || '"' end),
        '"' || v_row.mark || 'position"', v_position::text),
      v_row.mark || 'number', v_numbers[v_row.place]);
    v_previouses[v_row.place] := v_previous;
    v_previous := sha256(convert_to(v_document, 'UTF8'));
    v_documents[v_row.place] := v_document;
    v_positions[v_row.place] := v_position;
    v_sequences[v_row.place] := v_row.running;
    v_hashes[v_row.place] := v_previous;
  end loop;

  insert into invoices (
    tenant, id, series, period, sequence, position, number, number_period, document_type, type_code, specification,
    issue_date, due_date, currency, total_with_vat, amount_due, buyer_name, customer, external_id, corrects, language,
    document, hash, previous_hash, findings, derivations, created_by, created_at, issued_at
  )
  select p_tenant, d.id, p_series, d.period, d.sequence, d.position, d.number, d.number_period, d.document_type,
         d.type_code, d.specification, d.issue_date, d.due_date, d.currency, d.total_with_vat, d.amount_due,
         d.buyer_name, d.customer, d.external_id, d.corrects, d.language, d.document, d.hash, d.previous_hash,
         d.findings::jsonb, d.derivations::jsonb, p_created_by, p_issued_at, p_issued_at
  from unnest(
    p_ids, p_periods, v_sequences, v_positions, v_numbers, p_number_periods, p_document_types, p_type_codes,
    p_specifications, p_issue_dates, p_due_dates, p_currencies, p_totals_with_vat, p_amounts_due, p_buyer_names,
    p_customers, p_external_ids, p_corrects, p_languages, v_documents, v_hashes, v_previouses, p_findings,
    p_derivations
  ) as d(
    id, period, sequence, position, number, number_period, document_type, type_code, specification, issue_date,
    due_date, currency, total_with_vat, amount_due, buyer_name, customer, external_id, corrects, language, document,
    hash, previous_hash, findings, derivations
  );

  update series s set last_hash = v_previous, issued_count = v_position where s.tenant = p_tenant and s.id = p_series;

  return query select d.* from unnest(p_ids, v_numbers, v_sequences, v_hashes, v_previouses, v_documents) as d;
end $$;
