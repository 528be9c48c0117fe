create function private.may_show(about text, subject uuid) returns boolean
language sql stable set search_path = ''
as $$
  select case about
      when 'take' then exists (select from public.performances p where p.id = subject and p.status = 'hidden' and p.taken_back_at is null)
      when 'chain' then exists (select from public.dance_chains c where c.id = subject and c.status = 'hidden')
      else exists (select from public.dance_moves m where m.id = subject and m.status = 'hidden') end
    and (select d.action from public.moderation_decisions d where d.subject_id = subject and d.about = may_show.about and d.action <> 'keep' order by d.id desc limit 1) = 'hide'
$$;
comment on function private.may_show(text, uuid) is 'Whether an operator hid the take, chain or move, and nothing but that keeps it hidden.';

create function public.moderation_log(before bigint default 9223372036854775807, most integer default 30)
returns table (id bigint, kind text, subject_id uuid, number bigint, title text, action text, note text, operator text, created_at timestamptz, undoable boolean)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  return query
    with page as (select * from public.moderation_decisions d where d.id < before order by d.id desc limit least(greatest(most, 1), 100))
    select d.id, s.kind, s.id, s.number, s.title, d.action, d.note, u.display_name, d.created_at,
      d.action = 'hide' and private.may_show(d.about, d.subject_id) and not exists (
        select from public.moderation_decisions l where (l.about, l.subject_id) = (d.about, d.subject_id) and l.action <> 'keep' and l.id > d.id)
    from page d join private.subjects s on (s.about, s.id) = (d.about, d.subject_id) left join public.users u on u.id = d.operator_id
    order by d.id desc;
end $$;
comment on function public.moderation_log(bigint, integer) is
  'What operators decided, the last first; `undoable` where it can be shown again. Security definer because what is hidden is read too.';

create function private.decide(about text, subject uuid, decision text, reason text) returns void
language plpgsql set search_path = ''
as $$
begin
  if decision = 'show' and not coalesce(private.may_show(about, subject), false) then
    raise exception 'Only what an operator hid can be shown again.' using errcode = 'check_violation', constraint = 'moderation_show';
  end if;
  insert into public.moderation_decisions (performance_id, chain_id, move_id, operator_id, action, note)
  values (case about when 'take' then subject end, case about when 'chain' then subject end, case about when 'move' then subject end,
    auth.uid(), decision, reason);
end $$;

create function public.moderate_take(take uuid, decision text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  -- Two operators at once: the second decides about what the first left.
  perform from public.performances where id = take for update;
  perform private.decide('take', take, decision, reason);
  if decision = 'hide' then
    update public.performances set status = 'hidden', updated_at = now() where id = take and status <> 'hidden';
    perform private.hold_launch(take);
  elsif decision = 'show' then
    update public.performances set status = case when cast_at is null then 'draft' else 'live' end, updated_at = now() where id = take;
    perform private.release_launch(take);
    -- What crossed the line while it was hidden was not confirmed: it is judged now, by the same events.
    perform private.add_job('judge:' || c.cast_hash, 'judge', jsonb_build_object('cast_hash', c.cast_hash)) from private.engagement_casts c
    where c.performance_id = take and c.fired_at is not null and c.decided_at is null;
  end if;
end $$;
comment on function public.moderate_take(uuid, text, text) is
  'An operator hides a take, answers its reports with keep, or shows again what an operator hid. Hiding holds a launch that is not on its way, showing lets it go on, or be judged that could not; neither undoes a coin. Security definer because operators change takes of others.';

create function public.moderate_chain(chain uuid, decision text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  perform from public.dance_chains where id = chain for update;
  perform private.decide('chain', chain, decision, reason);
  if decision = 'keep' then return; end if;
  update public.dance_chains set status = case decision when 'hide' then 'hidden' else 'live' end where id = chain;
  perform case decision when 'hide' then private.hold_launch(m.performance_id) else private.release_launch(m.performance_id) end
  from (select performance_id from public.dance_moves where chain_id = chain and performance_id is not null order by performance_id) m;
end $$;
comment on function public.moderate_chain(uuid, text, text) is
  'An operator hides a chain, answers its reports with keep, or shows again what an operator hid. While it is hidden nobody sees or answers it, and the takes in it, which stay, become no coins. Security definer because operators change chains of others.';

create function public.moderate_move(move uuid, decision text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  take uuid;
begin
  perform private.require_operator();
  select m.performance_id into take from public.dance_moves m where m.id = move for update;
  perform private.decide('move', move, decision, reason);
  if decision = 'keep' then return; end if;
  update public.dance_moves set status = case decision when 'hide' then 'hidden' else 'live' end where id = move;
  if decision = 'hide' then perform private.hold_launch(take); else perform private.release_launch(take); end if;
end $$;
comment on function public.moderate_move(uuid, text, text) is
  'An operator hides one move of a chain (or one verse), answers its reports with keep, or shows again what an operator hid. Its place stays; while it is hidden its own dancer alone sees it, nobody answers it or what follows it, and its take, which stays, becomes no coin. Security definer because operators change moves of others.';

grant execute on function public.moderation_log(bigint, integer), public.moderate_take(uuid, text, text), public.moderate_chain(uuid, text, text), public.moderate_move(uuid, text, text)
  to authenticated;
