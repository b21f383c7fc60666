-- Deliveries of webhooks, and what was tried, are kept for some days only. An attempt is never changed.

grant delete on webhook_deliveries, webhook_attempts to faktura_app;

drop trigger written_once on webhook_attempts;
create trigger written_once before update on webhook_attempts for each row execute function refuse_change();

-- What ended long ago, endpoint by endpoint.
create index webhook_deliveries_ended on webhook_deliveries (tenant, endpoint, updated_at) where state <> 'waiting';
