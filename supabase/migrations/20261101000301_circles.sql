create table private.circle_people (
  fid bigint primary key,
  takes integer[] not null,
  member_of integer,
  circle integer not null default 0,
  closed boolean not null default false,
  last_take integer not null
);
comment on table private.circle_people is 'Who engages together: the last performances that each person engaged with, and what was learned of it. At most a million people; the longest unseen give way.';
comment on column private.circle_people.circle is 'The circle of co-likers that the person is known for, 0 for none. member_of is where they belong even if it grew so large that it is an audience; closed says whether that circle is part of no other.';
create index circle_people_last_take on private.circle_people (last_take);
create index circle_people_member_of on private.circle_people (member_of) where member_of is not null;

create table private.circle_counters (
  only_one boolean primary key default true check (only_one),
  takes integer not null default 0,
  circles integer not null default 0,
  people integer not null default 0,
  worths double precision[] not null default '{}',
  late_people integer not null default 0,
  late_worth double precision not null default 0
);
comment on table private.circle_counters is 'One row, the lock of learning: performances learned, circles named, people remembered, and what people are worth.';
comment on column private.circle_counters.worths is 'Of the last 64 samples of late comers what they were worth on average; late_people and late_worth are the sample that fills.';
insert into private.circle_counters default values;

alter table private.circle_people enable row level security;
alter table private.circle_counters enable row level security;

grant select, insert, update, delete on private.circle_people to gigavibe_functions;
grant select, update on private.circle_counters to gigavibe_functions;

create policy "Functions keep people's circles" on private.circle_people for all to gigavibe_functions using (true) with check (true);
create policy "Functions read the counters of circles" on private.circle_counters for select to gigavibe_functions using (true);
create policy "Functions count circles" on private.circle_counters for update to gigavibe_functions using (true) with check (true);
