create table public.notices (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  kind text not null check (kind in ('crossed', 'announced', 'open', 'asked', 'launching', 'answered', 'bought', 'holders', 'landed', 'failed')),
  performance_id uuid not null references public.performances (id) on delete cascade,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  push_id uuid,
  delivered_at timestamptz,
  buyers integer check (buyers > 0),
  spent numeric(78, 0),
  holders integer check (holders > 0),
  constraint notices_figures check (
    (kind = 'bought') = (buyers is not null) and (kind = 'holders') = (holders is not null) and (kind = 'bought' or spent is null))
);
comment on table public.notices is 'The inbox. A thing that happened is one row, however often it is told. Being asked again, once the word about it went out, is another thing.';
comment on column public.notices.push_id is 'Names the host notification that carries this notice; written before it is sent, so that a second try is the same one to the host.';
comment on column public.notices.delivered_at is 'When a host took the notification.';
comment on column public.notices.buyers is 'How many people bought the coin since the person last read of it; 1,000 stands for more.';
comment on column public.notices.spent is 'ETH wei that they spent, less what the same people sold for. Null where it is not known of each trade.';
comment on column public.notices.holders is 'The milestone that the coin reached.';
create unique index notices_once on public.notices (user_id, kind, performance_id) where kind in ('crossed', 'announced', 'open', 'launching');
create unique index notices_asked on public.notices (user_id, performance_id) where kind = 'asked' and delivered_at is null;
create index notices_inbox on public.notices (user_id, created_at desc, id);
create index notices_performance on public.notices (performance_id);
create index notices_sent on public.notices (user_id, delivered_at) where delivered_at is not null;

create table public.notice_settings (
  user_id uuid primary key default auth.uid() references public.users (id) on delete cascade,
  time_zone text check (length(time_zone) between 1 and 64),
  quiet boolean not null default false,
  quiet_from smallint not null default 1320 check (quiet_from between 0 and 1439),
  quiet_until smallint not null default 480 check (quiet_until between 0 and 1439),
  muted text[] not null default '{}'
    check (muted <@ array['announced', 'open', 'launching', 'answered', 'bought', 'holders', 'landed', 'failed'] and cardinality(muted) <= 8),
  updated_at timestamptz not null default now()
);
comment on table public.notice_settings is 'When a person wants no host notification: minutes after midnight in their own time zone. Without a time zone there are no quiet hours.';
comment on column public.notice_settings.muted is 'Kinds that stay in the inbox. What asks for an answer is never one of them.';

create table private.notification_tokens (
  fid bigint not null,
  app_fid bigint not null,
  url text not null check (url ~ '^https?://'),
  token text not null check (length(token) between 1 and 512),
  updated_at timestamptz not null default now(),
  primary key (fid, app_fid)
);
comment on table private.notification_tokens is 'How a Farcaster client lets us notify a person: one token per person and client.';

create table private.dead_notification_tokens (
  token_hash text primary key,
  died_at timestamptz not null default now()
);
comment on table private.dead_notification_tokens is
  'Digests of tokens that were removed, switched off or refused. Events carry no time, so this is what keeps a late or repeated "added" from bringing one back.';

alter table public.notices enable row level security;
alter table public.notice_settings enable row level security;
alter table private.notification_tokens enable row level security;
alter table private.dead_notification_tokens enable row level security;
grant select (id, user_id, kind, performance_id, created_at, read_at, buyers, spent, holders), update (read_at) on public.notices to authenticated;
grant select, update on public.notices to gigavibe_functions;
grant select (user_id, time_zone, quiet, quiet_from, quiet_until, muted, updated_at), insert (time_zone, quiet, quiet_from, quiet_until, muted),
  update (time_zone, quiet, quiet_from, quiet_until, muted) on public.notice_settings to authenticated;
grant select on public.notice_settings to gigavibe_functions;
grant select, insert, update, delete on private.notification_tokens to gigavibe_functions;
grant select, insert on private.dead_notification_tokens to gigavibe_functions;
create policy "People read their own inbox" on public.notices for select to authenticated using (user_id = (select auth.uid()));
create policy "People mark their own notices as read" on public.notices for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy "Functions read notices" on public.notices for select to gigavibe_functions using (true);
create policy "Functions note what they sent" on public.notices for update to gigavibe_functions using (true) with check (true);
create policy "People see their own settings" on public.notice_settings for select to authenticated using (user_id = (select auth.uid()));
create policy "People make their own settings" on public.notice_settings for insert to authenticated with check (user_id = (select auth.uid()));
create policy "People change their own settings" on public.notice_settings for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy "Functions read settings" on public.notice_settings for select to gigavibe_functions using (true);
create policy "Functions keep tokens" on private.notification_tokens for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep dead tokens" on private.dead_notification_tokens for all to gigavibe_functions using (true) with check (true);

create trigger refuse_who_left after insert on public.notice_settings for each row execute function private.refuse_who_left('user_id');

create function private.notice_launch() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  asked_anew boolean := tg_op = 'UPDATE' and old.status = 'held' and new.status = 'detected';
  happened text := case
    when tg_op = 'INSERT' or asked_anew then 'crossed'
    when new.status = 'open' and old.status <> 'open' then 'open'
    when new.opens_at is not null and old.opens_at is null then 'announced' end;
begin
  if happened is null then return null; end if;
  insert into public.notices (user_id, kind, performance_id) values (new.user_id, happened, new.performance_id)
  -- With another id, which hosts show although they may have shown the first.
  on conflict (user_id, kind, performance_id) where kind in ('crossed', 'announced', 'open', 'launching') do update
    set id = gen_random_uuid(), created_at = now(), read_at = null, push_id = null, delivered_at = null where asked_anew;
  if found then
    perform private.add_job('notice:' || new.user_id, 'notice', jsonb_build_object('user_id', new.user_id));
    perform realtime.send(jsonb_build_object('kind', happened), 'notice', 'stage:' || new.user_id, true);
  end if;
  return null;
end $$;
comment on function private.notice_launch() is 'Notice, job and fact are one transaction. Whose launch is no longer held and who is asked anew is told anew. Security definer because writers of launches may not write notices.';
create trigger notice_launch after insert or update of status, opens_at on public.viral_queue
  for each row execute function private.notice_launch();

create function private.notice_part() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.answer <> 'asked' then return null; end if;
  -- What a client has shown already was about another part.
  update public.notices n set read_at = now() from public.viral_queue q
  where q.id = new.queue_id and n.performance_id = q.performance_id and n.user_id = new.user_id and n.kind = 'asked'
    and n.delivered_at is not null and n.read_at is null;
  insert into public.notices (user_id, kind, performance_id)
  select new.user_id, 'asked', q.performance_id from public.viral_queue q where q.id = new.queue_id
  on conflict (user_id, performance_id) where kind = 'asked' and delivered_at is null do update set created_at = now(), read_at = null;
  perform private.add_job('notice:' || new.user_id, 'notice', jsonb_build_object('user_id', new.user_id));
  perform realtime.send(jsonb_build_object('kind', 'asked'), 'notice', 'stage:' || new.user_id, true);
  return null;
end $$;
comment on function private.notice_part() is 'Who is asked anew, for another part, is told anew. Security definer because writers of parts may not write notices.';
create trigger notice_part after insert or update of bps, answer on public.launch_parts
  for each row execute function private.notice_part();
