-- Deliveries of webhooks, and what was tried, are kept for some days only. An attempt is still never changed: the
-- application has no right to.

grant delete on webhook_deliveries, webhook_attempts to faktura_app;

drop trigger written_once on webhook_attempts;
drop trigger never_emptied on webhook_attempts;

-- What ended long ago, endpoint by endpoint.
create index webhook_deliveries_ended on webhook_deliveries (tenant, endpoint, updated_at) where state <> 'waiting';
