create table public.viral_receipts (
  performance_id uuid primary key references public.performances (id),
  rule_version text not null references public.viral_rules (version),
  score double precision not null,
  threshold double precision not null,
  terms jsonb not null,
  people integer not null,
  people_needed integer not null,
  circles integer not null,
  left_out integer not null,
  left_out_for jsonb not null,
  creator_followers bigint,
  creator_usual double precision,
  ordinary_worth double precision check (ordinary_worth > 0 and ordinary_worth <= 1),
  posted_at timestamptz not null,
  decided_at timestamptz not null,
  confirmed_at timestamptz not null,
  events integer not null,
  events_hash text not null check (events_hash ~ '^0x[0-9a-f]{64}$'),
  receipt_hash text not null check (receipt_hash ~ '^0x[0-9a-f]{64}$'),
  created_at timestamptz not null default now()
);
comment on table public.viral_receipts is 'Fixed with the decision and never recalculated; anyone can do it again from viral_receipt_events and viral_rules. terms: [{feature, value, points}], points add up to score.';
comment on column public.viral_receipts.decided_at is 'Event time, the clock of detection: when the rule said viral. confirmed_at is the end of the delay.';
comment on column public.viral_receipts.left_out_for is 'How many people were left out or lightened, by reason.';
comment on column public.viral_receipts.events_hash is 'keccak256 of the canonical JSON of the events, in order; receipt_hash that of the receipt with the rule.';

create table public.viral_receipt_events (
  performance_id uuid not null references public.viral_receipts (performance_id),
  place integer not null,
  at timestamptz not null,
  person text not null,
  kind smallint not null check (kind in (-1, 0, 1)),
  score double precision,
  follower_count bigint,
  age_days double precision,
  circle integer not null,
  primary key (performance_id, place)
);
comment on table public.viral_receipt_events is 'What a decision read, in canonical order, with the values that it weighed by. Kind: 0 came, 1 came with words, -1 left.';
comment on column public.viral_receipt_events.person is 'The fid; for who is left out, or in a circle, a hash of it whose salt nobody is told.';

create table private.receipt_salts (
  performance_id uuid primary key references public.viral_receipts (performance_id),
  salt text not null
);
comment on table private.receipt_salts is 'What the people of a receipt are hashed with: lets us prove to a person that a line is theirs, and nobody else guess it.';

alter table private.receipt_salts enable row level security;
alter table public.viral_receipts enable row level security;
alter table public.viral_receipt_events enable row level security;

grant select, insert on private.receipt_salts to gigavibe_functions;
grant select, insert on public.viral_receipts, public.viral_receipt_events to gigavibe_functions;
grant select on public.viral_receipts, public.viral_receipt_events to anon, authenticated;

create policy "Functions read salts" on private.receipt_salts for select to gigavibe_functions using (true);
create policy "Functions salt receipts once" on private.receipt_salts for insert to gigavibe_functions with check (true);
create policy "Functions read the lines of receipts" on public.viral_receipt_events for select to gigavibe_functions using (true);
create policy "Functions write the lines of receipts once" on public.viral_receipt_events for insert to gigavibe_functions with check (true);
create policy "Everyone sees the lines of receipts they may see" on public.viral_receipt_events for select to anon, authenticated
  using (exists (select from public.performances p where p.id = performance_id));
create policy "Functions read receipts" on public.viral_receipts for select to gigavibe_functions using (true);
create policy "Functions write receipts once" on public.viral_receipts for insert to gigavibe_functions with check (true);
create policy "Everyone sees receipts of what they may see" on public.viral_receipts for select to anon, authenticated
  using (exists (select from public.performances p where p.id = performance_id));
