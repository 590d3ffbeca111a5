create table assembly_answers (code text primary key);

-- A meeting of those who direct the network, and its papers. Members read them from the moment they are shared.
create table meetings (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  name text not null check (length(name) > 0),
  held_on text,
  place text not null,
  introduction text not null,
  state text not null check (state in ('draft', 'shared', 'closed')),
  made_at text not null,
  version integer not null,
  unique (study_id, id)
);

create table meeting_members (
  study_id text not null,
  meeting_id text not null,
  person_id text not null,
  invited_at text,
  primary key (meeting_id, person_id),
  unique (study_id, meeting_id, person_id),
  foreign key (study_id, meeting_id) references meetings (study_id, id) on delete cascade,
  foreign key (study_id, person_id) references people (study_id, id) on delete cascade
);

create index meeting_members_by_person on meeting_members (study_id, person_id);

-- What is on the table: to know, to talk about, or something that is asked. Only what is asked gets an answer.
create table agenda_items (
  id text primary key,
  study_id text not null,
  meeting_id text not null,
  kind text not null check (kind in ('information', 'discussion', 'answer')),
  title text not null check (length(title) > 0),
  text text not null,
  minutes integer check (minutes between 1 and 600),
  action_id text,
  position integer not null,
  outcome text not null,
  answer text references assembly_answers (code),
  reason text not null,
  answered_at text,
  answered_by text,
  version integer not null,
  unique (study_id, id),
  check (answer is null or kind = 'answer'),
  check ((answer is null) = (answered_at is null)),
  foreign key (study_id, meeting_id) references meetings (study_id, id) on delete cascade,
  foreign key (study_id, action_id) references action_points (study_id, id) deferrable,
  foreign key (study_id, answered_by) references people (study_id, id) deferrable
);

create index agenda_items_by_meeting on agenda_items (study_id, meeting_id);

create index agenda_items_by_action on agenda_items (study_id, action_id);

create index agenda_items_by_writer on agenda_items (study_id, answered_by);

-- What a member asks or says about the papers, or about one item of the agenda, and what was said to it.
create table remarks (
  id text primary key,
  study_id text not null,
  meeting_id text not null,
  item_id text,
  person_id text not null,
  kind text not null check (kind in ('question', 'comment')),
  text text not null check (length(text) > 0),
  at text not null,
  reply text not null,
  replied_at text,
  replied_by text,
  unique (study_id, id),
  foreign key (study_id, meeting_id) references meetings (study_id, id) on delete cascade,
  foreign key (study_id, item_id) references agenda_items (study_id, id) deferrable,
  foreign key (study_id, person_id) references people (study_id, id) on delete cascade,
  foreign key (study_id, replied_by) references people (study_id, id) deferrable
);

create index remarks_by_meeting on remarks (study_id, meeting_id);

create index remarks_by_item on remarks (study_id, item_id);

create index remarks_by_person on remarks (study_id, person_id);

create index remarks_by_replier on remarks (study_id, replied_by);

-- What the members themselves will do.
create table promises (
  id text primary key,
  study_id text not null,
  meeting_id text not null,
  who text not null check (length(who) > 0),
  what text not null check (length(what) > 0),
  due_on text,
  is_done integer not null check (is_done in (0, 1)),
  version integer not null,
  unique (study_id, id),
  foreign key (study_id, meeting_id) references meetings (study_id, id) on delete cascade
);

create index promises_by_meeting on promises (study_id, meeting_id);
