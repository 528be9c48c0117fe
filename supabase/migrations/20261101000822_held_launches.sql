create function private.why_held(take uuid) returns text
language sql stable set search_path = ''
as $$
  select case
    when p.taken_back_at is not null then 'The performance was taken back.'
    when p.status = 'hidden' then 'An operator hid this take.'
    when private.held_for_copy(take) then case
      when exists (select from public.copy_claims c where c.performance_id = take and c.because <> 'unheard' and c.decision is distinct from 'own')
        then 'It sounds like an older take of somebody else. An operator looks at it.'
      else 'Its sound could not be compared with others. An operator listens to it.' end
    when exists (select from public.dance_moves m join public.dance_chains c on c.id = m.chain_id where m.performance_id = take and c.status = 'hidden')
      then 'An operator hid the chain of this take.'
    when exists (select from public.dance_moves m where m.performance_id = take and m.status = 'hidden') then 'An operator hid the place of this take in its chain.'
  end from public.performances p where p.id = take
$$;
comment on function private.why_held(uuid) is 'What keeps a take from becoming a coin, in words; null when nothing does.';

create function private.hold_launches(takes uuid[], why text) returns void
language sql set search_path = ''
as $$
  update public.viral_queue set status = 'held', last_error = why, updated_at = now()
  where performance_id = any (takes) and status in ('detected', 'awaiting_consent', 'approved', 'pinned')
$$;
comment on function private.hold_launches(uuid[], text) is 'Holds the launches of takes that are not on their way, for what is said. Who calls it has locked the takes: a take is locked before its launch, by everybody.';

create function private.hold_launch(take uuid) returns void
language sql set search_path = ''
as $$
  -- Holding a launch may hide its take.
  select from public.performances where id = take for no key update;
  select private.hold_launches(array[take], why) from private.why_held(take) why where why is not null
$$;
comment on function private.hold_launch(uuid) is 'Holds the launch of a take, when something holds the take.';

create function private.ticker_taken(q public.viral_queue) returns boolean
language sql stable set search_path = ''
as $$
  select exists (select from public.viral_queue o where o.ticker = q.ticker and o.id <> q.id and private.wants_ticker(o.status))
    or exists (select from public.performance_coins c where c.symbol = q.ticker and c.performance_id <> q.performance_id)
$$;
comment on function private.ticker_taken(public.viral_queue) is 'Whether somebody else has the ticker by now: a launch that is held has let it go.';

create function private.consent_stands(q public.viral_queue) returns boolean
language sql stable set search_path = ''
as $$
  select q.consented_at is not null and q.consent_expires_at > clock_timestamp() and not private.ticker_taken(q)
$$;
comment on function private.consent_stands(public.viral_queue) is 'Whether what a creator signed for a held launch is still good: nobody took the ticker meanwhile, and the card would still be open. What was signed is good for an hour more, which is for announcing and making the coin.';

create function private.release_launch(take uuid) returns void
language plpgsql set search_path = ''
as $$
declare
  approved uuid;
begin
  -- One at a time, before any launch is locked: of two held launches with one ticker the second sees that it is taken.
  perform pg_advisory_xact_lock(hashtextextended('release_launch', 0));
  -- Two holds that end at once: the second sees that the first is gone.
  perform from public.viral_queue where performance_id = take for update;
  loop
    begin
      with freed as (
        select q.id, h.why, case when h.why is not null then 'held' when private.consent_stands(q) then 'approved' else 'detected' end as status,
          -- Another name gives another address, which is fine as long as nothing was ever signed for this one.
          exists (select from private.launch_transactions t where t.queue_id = q.id) as was_signed
        from public.viral_queue q, (select private.why_held(take) as why) h
        where q.performance_id = take and q.status = 'held'),
      moved as (
        update public.viral_queue q
        set status = f.status, last_error = f.why, updated_at = now(), opens_at = null,
          -- Whoever has it by now keeps it: this launch is offered another one.
          ticker = case when f.status = 'held' or not private.ticker_taken(q) then q.ticker end,
          consent_expires_at = case when f.status <> 'detected' then q.consent_expires_at end,
          consent = case when f.status <> 'detected' then q.consent end,
          consent_signature = case when f.status <> 'detected' then q.consent_signature end,
          consented_at = case when f.status <> 'detected' then q.consented_at end,
          predicted_address = case when f.was_signed then q.predicted_address end
        from freed f where q.id = f.id returning q.id, q.status)
      select id into approved from moved where status = 'approved';
      if approved is not null then
        perform private.add_job('launch:' || approved, 'launch', jsonb_build_object('queue_id', approved::text));
      end if;
      return;
    exception when unique_violation then
      -- Somebody's card was opened with this ticker since it was looked for: the next look sees that it is taken.
    end;
  end loop;
end $$;
comment on function private.release_launch(uuid) is
  'One hold of a take was taken away. Unless another holds it, its launch goes on and is announced anew where its creator had approved it and that still stands; else they are asked anew. What its creator took back stays held.';

create function private.hold_copy() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.hold_launch(new.performance_id);
  return null;
end $$;
comment on function private.hold_copy() is 'Security definer because whoever finds a copy need not be able to change launches.';
create trigger hold_copy after insert on public.copy_claims for each row execute function private.hold_copy();

create function private.hold_new_launch() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  why text := private.why_held(new.performance_id);
begin
  if why is not null then
    new.status := 'held';
    new.last_error := why;
  end if;
  return new;
end $$;
comment on function private.hold_new_launch() is 'Security definer because claims and decisions are not for whoever detects.';
create trigger hold_new_launch before insert on public.viral_queue for each row execute function private.hold_new_launch();

create function private.word_hold() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  why text := private.why_held(new.performance_id);
begin
  -- Shown again since the worker looked: whoever showed it found nothing to release, so nothing may be held now.
  if why is null and exists (select from public.performances p where p.id = new.performance_id and p.status = 'live') then
    return null;
  end if;
  new.last_error := coalesce(why, 'The performance was taken back.');
  return new;
end $$;
comment on function private.word_hold() is
  'A worker that finds a take gone does not know why, and says nothing: this does. It holds nothing that is there again. Security definer because claims and decisions are not for workers.';
create trigger word_hold before update of status on public.viral_queue for each row
  when (new.status = 'held' and new.last_error is null) execute function private.word_hold();

grant execute on function private.why_held(uuid), private.hold_launches(uuid[], text) to gigavibe_functions;
