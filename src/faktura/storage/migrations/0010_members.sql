-- People: who they are, how they sign in, and which organizations and accounts they are members of.
--
-- A person has a tenant of their own, derived from their e-mail address (decision 0021). An organization's tenant, or
-- an account's, holds its members; both rows are written in one transaction.

alter table tenants drop constraint tenants_kind_check;
alter table tenants add constraint tenants_kind_check check (kind in ('account', 'organization', 'person'));

-- In a person's tenant --------------------------------------------------------------------------------------------

-- Its id is the tenant itself, so that an e-mail address leads to it without a search.
create table persons (
  tenant uuid not null,
  id uuid not null,
  email text not null,
  name text not null default '',
  password_hash text,
  password_changed_at timestamptz,
  totp_secret_encrypted bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint persons_pkey primary key (tenant, id)
);

create table passkeys (
  tenant uuid not null,
  id uuid not null,
  person uuid not null,
  credential_id bytea not null,
  public_key bytea not null,
  sign_count bigint not null,
  name text not null,
  backed_up boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  constraint passkeys_pkey primary key (tenant, id),
  constraint passkeys_credential unique (tenant, credential_id),
  constraint passkeys_person_fkey foreign key (tenant, person) references persons (tenant, id)
);

create table recovery_codes (
  tenant uuid not null,
  id uuid not null,
  person uuid not null,
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint recovery_codes_pkey primary key (tenant, id),
  constraint recovery_codes_hash unique (tenant, code_hash),
  constraint recovery_codes_person_fkey foreign key (tenant, person) references persons (tenant, id)
);

-- What a provider calls the person. `owner`: the tenant whose provider it is; the person's own for the installation's.
create table identities (
  tenant uuid not null,
  owner uuid not null,
  issuer text not null,
  subject text not null,
  created_at timestamptz not null,
  constraint identities_pkey primary key (tenant, owner, issuer)
);

-- `state`: a second factor is still to come, or the session is open. `factors`: how many were shown. `bound_to`: the
-- one tenant that it opens, when that tenant's own provider vouched for it. `challenge`: what the authenticator or the
-- provider signed; it opens one session only.
create table sessions (
  tenant uuid not null,
  id uuid not null,
  person uuid not null,
  secret_hash bytea not null,
  state text not null check (state in ('half', 'open')),
  method text not null,
  factors smallint not null,
  bound_to uuid,
  challenge bytea,
  address text not null,
  agent text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint sessions_pkey primary key (tenant, id),
  constraint sessions_secret unique (tenant, secret_hash),
  constraint sessions_challenge unique (tenant, challenge)
);

create table password_resets (
  tenant uuid not null,
  id uuid not null,
  person uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  attempts integer not null default 0,
  sent_at timestamptz,
  constraint password_resets_pkey primary key (tenant, id),
  constraint password_resets_person_fkey foreign key (tenant, person) references persons (tenant, id)
);

create table notices (
  tenant uuid not null,
  id uuid not null,
  person uuid not null,
  kind text not null,
  address text not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  sent_at timestamptz,
  constraint notices_pkey primary key (tenant, id),
  constraint notices_person_fkey foreign key (tenant, person) references persons (tenant, id)
);

-- Where the person is a member: a copy for finding it. What counts is the row in the owner's tenant.
create table memberships (
  tenant uuid not null,
  owner uuid not null,
  kind text not null check (kind in ('account', 'organization')),
  created_at timestamptz not null,
  constraint memberships_pkey primary key (tenant, owner)
);

-- In the tenant of an organization or account ---------------------------------------------------------------------

-- `id` is the person's. `invitation` names the link that works; nothing here opens it.
create table members (
  tenant uuid not null,
  id uuid not null,
  kind text not null check (kind in ('account', 'organization')),
  email text not null,
  name text not null default '',
  role text not null check (role in ('owner', 'admin', 'accountant', 'viewer', 'custom')),
  scopes text[] not null,
  state text not null check (state in ('invited', 'active')),
  invitation uuid,
  invitation_expires_at timestamptz,
  invitation_attempts integer not null default 0,
  invitation_sent_at timestamptz,
  invitation_failure text not null default '',
  invited_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  joined_at timestamptz,
  constraint members_pkey primary key (tenant, id)
);
create index members_list on members (tenant, created_at, id);

-- When a member was here, once for each session. It points to no row: whoever enters must not lock what others change.
create table member_entries (
  tenant uuid not null,
  member uuid not null,
  session uuid not null,
  entered_at timestamptz not null,
  constraint member_entries_pkey primary key (tenant, member, session)
);

create table sign_in_policies (
  tenant uuid not null,
  second_factor boolean not null,
  issuer text,
  client_id text,
  client_secret_encrypted bytea,
  updated_at timestamptz not null,
  updated_by text not null,
  constraint sign_in_policies_pkey primary key (tenant)
);

-- In the installation's own tenant --------------------------------------------------------------------------------

-- Guesses at one person, or from one address; `subject` is a keyed hash of which.
create table guesses (
  tenant uuid not null,
  subject bytea not null,
  failures integer not null,
  waits_until timestamptz not null,
  last_at timestamptz not null,
  constraint guesses_pkey primary key (tenant, subject)
);
create index guesses_age on guesses (tenant, last_at);

do $$
declare t text;
begin
  foreach t in array array[
    'persons', 'passkeys', 'recovery_codes', 'identities', 'sessions', 'password_resets', 'notices', 'memberships',
    'members', 'member_entries', 'sign_in_policies', 'guesses'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I '
      'using (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid])) '
      'with check (tenant = any(array[nullif(current_setting(''app.tenant'', true), '''')::uuid]))', t);
    execute format('grant select, insert on %I to faktura_app', t);
  end loop;
  grant update on persons, passkeys, recovery_codes, sessions, password_resets, notices, members, sign_in_policies,
    guesses to faktura_app;
  grant delete on passkeys, recovery_codes, sessions, password_resets, notices, memberships, members, guesses
    to faktura_app;
end $$;
