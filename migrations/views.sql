-- What each reader reads, one view a rung. Made anew after each migration. Later steps read these and never the tables,
-- so that what is withdrawn is gone everywhere at once. From `participants` on up no view holds who, when or which
-- number: two things of one person cannot be joined through it.

-- How far the people on each photo let it go: as far as who said least, and nowhere until it is yes for all. Children,
-- young people and parents count only where the study is with them; elsewhere `has_refused` tells that one is on it.
-- `has_unsaid` tells that one of the others did not say yes.
create view photo_people_reach as
select photo_people.study_id, photo_people.photo_id,
  min(
    case
      when photo_people.permission <> 'yes' then 0
      when photo_people.kind in ('colleague', 'adult') then rungs.place
      when studies.with_young = 0 then 0
      when photo_people.kind = 'child' and photo_people.guardian = 0 then 0
      else rungs.place
    end
  ) as people_place,
  max(case when photo_people.kind in ('child', 'young', 'parent') and studies.with_young = 0 then 1 else 0 end)
    as has_refused,
  max(
    case
      when photo_people.kind in ('child', 'young', 'parent') and studies.with_young = 0 then 0
      when photo_people.permission <> 'yes' then 1
      when photo_people.kind = 'child' and photo_people.guardian = 0 then 1
      else 0
    end
  ) as has_unsaid
from photo_people
join rungs on rungs.code = photo_people.rung
join studies on studies.id = photo_people.study_id
group by photo_people.study_id, photo_people.photo_id;

-- Photos whose person takes part, and that were not taken away: for the person, and for the researchers. Their kind is
-- told here and nowhere else: a picture, a drawing, or a few sentences; and so is how far it can go at the most, whatever
-- its person says: one's own, no further than each of the people on it said, and nowhere while the team waits for
-- something on it to be made unrecognisable.
create view photos_for_researchers as
select photos.id, photos.study_id, photos.person_id,
  case when photos.is_drawing = 1 then 'drawing' else photos.kind end as kind,
  photos.words, photos.angle, photos.is_brought, photos.is_own, photos.is_recognisable, photos.position, photos.width, photos.height,
  photos.master, photos.large, photos.thumb, photos.wished_at, photos.answer, photos.rung, photos.remark, photos.with_name,
  photos.version, photos.added_at, photos.by_team, reach.people_place, coalesce(reach.has_refused, 0) as has_refused,
  coalesce(reach.has_unsaid, 0) as has_unsaid,
  case when blur_requests.photo_id is null then 0 else 1 end as is_to_blur,
  case
    when photos.is_own = 0 or blur_requests.photo_id is not null then 0
    when reach.people_place is not null then reach.people_place
    when photos.is_recognisable = 1 then 0
    else 3
  end as most_place
from photos
join consents on consents.study_id = photos.study_id and consents.person_id = photos.person_id
left join photo_people_reach as reach on reach.study_id = photos.study_id and reach.photo_id = photos.id
left join blur_requests on blur_requests.study_id = photos.study_id and blur_requests.photo_id = photos.id
where consents.takes_part = 1 and photos.withdrawn_at is null;

-- Photos of who takes part that were chosen and have not arrived.
create view announced_photos_for_researchers as
select announced_photos.*
from announced_photos
join consents on consents.study_id = announced_photos.study_id and consents.person_id = announced_photos.person_id
where consents.takes_part = 1;

-- What was asked about photos in sight.
create view blur_requests_for_researchers as
select blur_requests.*
from blur_requests
join photos_for_researchers as photos
  on photos.study_id = blur_requests.study_id and photos.id = blur_requests.photo_id;

-- In which group the photos in sight lie.
create view grouped_photos_for_researchers as
select grouped_photos.*
from grouped_photos
join photos_for_researchers as photos
  on photos.study_id = grouped_photos.study_id and photos.id = grouped_photos.photo_id;

-- The photos on which something rests: what was told at them, what the team made of them, and what is known of where
-- they were seen. Another picture in the place of one would inherit that.
create view photos_in_use as
select study_id, photo_id from interview_notes where photo_id is not null and text <> ''
union
select study_id, photo_id from other_notes where photo_id is not null
union
select study_id, photo_id from laid_photos
union
select study_id, photo_id from quotation_photos
union
select study_id, photo_id from finding_photos
union
select study_id, photo_id from grouped_photos where group_id is not null
union
select study_id, photo_id from guide_photos
union
select study_id, thing_id as photo_id from taken_things where kind <> 'quotation' and thing_id is not null;

-- What others would see of each photo if its person says that it is fine. `name` is that of its person where that person
-- asked for it, and null otherwise: no other name is read beyond the researchers.
create view photos_if_given as
select photos.id, photos.study_id, photos.kind, photos.words, photos.width, photos.height, photos.large, photos.thumb,
  case when photos.with_name = 1 then people.name end as name, photos.most_place
from photos_for_researchers as photos
join people on people.study_id = photos.study_id and people.id = photos.person_id;

-- Photos that may leave the researchers: said to be fine.
create view photos_shared as
select given.id, given.study_id, given.kind, given.words, given.width, given.height, given.large, given.thumb, given.name,
  case when given.most_place < rungs.place then given.most_place else rungs.place end as rung_place
from photos_if_given as given
join photos_for_researchers as photos on photos.study_id = given.study_id and photos.id = given.id
join rungs on rungs.code = photos.rung
where photos.answer = 'fine';

-- Participants see each other in the session, and no name with what is shown there.
create view photos_for_participants as
select id, study_id, kind, words, width, height, large, thumb, cast(null as text) as name
from photos_shared where rung_place >= 1;

create view photos_for_leaders as
select id, study_id, kind, words, width, height, large, thumb, name from photos_shared where rung_place >= 2;

create view photos_for_everyone as
select id, study_id, kind, words, width, height, large, thumb, name from photos_shared where rung_place >= 3;

-- Texts of people who take part and who did not take their words back, and texts that are nobody's own; talks with
-- people who take part.
create view materials_for_researchers as
select materials.*
from materials
left join consents on consents.study_id = materials.study_id and consents.person_id = materials.person_id
where materials.person_id is null or (consents.takes_part = 1 and consents.words_withdrawn_at is null);

create view interviews_for_researchers as
select interviews.*
from interviews
left join consents on consents.study_id = interviews.study_id and consents.person_id = interviews.person_id
where consents.takes_part is null or consents.takes_part = 1;

-- That there is a talk with somebody who said no or stopped, for the page that says so to researchers; nothing of it.
create view talks_out_of_sight as
select interviews.study_id, interviews.id, interviews.person_id
from interviews
join consents on consents.study_id = interviews.study_id and consents.person_id = interviews.person_id
where consents.takes_part = 0;

-- The appointments that somebody was told of who stopped since: so much of them as it takes to call them off.
create view appointments_of_stopped as
select interviews.study_id, interviews.id, interviews.person_id, interviews.held_on, interviews.starts_at,
  interviews.minutes, interviews.place, interviews.online, interviews.sequence,
  null as interviewer, null as writer
from interviews
join talks_out_of_sight as gone on gone.study_id = interviews.study_id and gone.id = interviews.id
where interviews.mailed_at is not null and interviews.state = 'planned';

-- What texts were before they were corrected.
create view material_versions_for_researchers as
select material_versions.*
from material_versions
join materials_for_researchers as materials
  on materials.study_id = material_versions.study_id and materials.id = material_versions.material_id;

-- What texts in sight were before names were taken out, where a study keeps that.
create view material_originals_for_researchers as
select material_originals.*
from material_originals
join materials_for_researchers as materials
  on materials.study_id = material_originals.study_id and materials.id = material_originals.material_id;

-- What is known of texts in sight beside their words.
create view material_facts_for_researchers as
select material_facts.*
from material_facts
join materials_for_researchers as materials
  on materials.study_id = material_facts.study_id and materials.id = material_facts.material_id;

-- What texts in sight are found by.
create view search_units_for_researchers as
select search_units.*, materials.person_id, materials.kind
from search_units
join materials_for_researchers as materials
  on materials.study_id = search_units.study_id and materials.id = search_units.material_id;

-- Who speaks in texts that are in sight.
create view material_speakers_for_researchers as
select material_speakers.*
from material_speakers
join materials_for_researchers as materials
  on materials.study_id = material_speakers.study_id and materials.id = material_speakers.material_id;

-- Notes of talks with people who take part and who did not take their words back; a note at a photo goes out of sight
-- with the photo.
create view interview_notes_for_researchers as
select interview_notes.*, interviews.person_id
from interview_notes
join interviews on interviews.study_id = interview_notes.study_id and interviews.id = interview_notes.interview_id
join consents on consents.study_id = interviews.study_id and consents.person_id = interviews.person_id
left join photos_for_researchers as photos
  on photos.study_id = interview_notes.study_id and photos.id = interview_notes.photo_id
where consents.takes_part = 1 and consents.words_withdrawn_at is null
  and (interview_notes.photo_id is null or photos.id is not null);

-- What was written beside a note that another had changed: in sight where the note itself would be.
create view other_notes_for_researchers as
select other_notes.*, interviews.person_id, people.name as writer
from other_notes
join interviews on interviews.study_id = other_notes.study_id and interviews.id = other_notes.interview_id
join consents on consents.study_id = interviews.study_id and consents.person_id = interviews.person_id
join people on people.study_id = other_notes.study_id and people.id = other_notes.written_by
left join photos_for_researchers as photos
  on photos.study_id = other_notes.study_id and photos.id = other_notes.photo_id
where consents.takes_part = 1 and consents.words_withdrawn_at is null
  and (other_notes.photo_id is null or photos.id is not null);

-- When talks in sight began and ended.
create view talk_times_for_researchers as
select talk_times.*
from talk_times
join interviews_for_researchers as interviews
  on interviews.study_id = talk_times.study_id and interviews.id = talk_times.interview_id;

-- Moments that matter, of talks with people who take part and who did not take their words back.
create view talk_marks_for_researchers as
select talk_marks.*, interviews.person_id
from talk_marks
join interviews on interviews.study_id = talk_marks.study_id and interviews.id = talk_marks.interview_id
join consents on consents.study_id = interviews.study_id and consents.person_id = interviews.person_id
where consents.takes_part = 1 and consents.words_withdrawn_at is null;

-- Lines of researchers' own logbooks, of talks with people who take part and who did not take their words back. Queries
-- ask for those of one writer only.
create view logbook_lines_for_researchers as
select logbook_lines.*, interviews.person_id
from logbook_lines
join interviews on interviews.study_id = logbook_lines.study_id and interviews.id = logbook_lines.interview_id
join consents on consents.study_id = interviews.study_id and consents.person_id = interviews.person_id
where consents.takes_part = 1 and consents.words_withdrawn_at is null;

-- Photos on the sides on which they were laid.
create view laid_photos_for_researchers as
select laid_photos.*
from laid_photos
join photos_for_researchers as photos
  on photos.study_id = laid_photos.study_id and photos.id = laid_photos.photo_id;

-- Of which talk each text in sight is.
create view interview_texts_for_researchers as
select interview_texts.*
from interview_texts
join materials_for_researchers as materials
  on materials.study_id = interview_texts.study_id and materials.id = interview_texts.material_id;

-- Sound of talks with people who take part, agree to a recording and did not take their words back.
create view recording_parts_for_researchers as
select recording_parts.*, interviews.person_id
from recording_parts
join interviews on interviews.study_id = recording_parts.study_id and interviews.id = recording_parts.interview_id
join consents on consents.study_id = interviews.study_id and consents.person_id = interviews.person_id
where consents.takes_part = 1 and consents.may_record = 1 and consents.words_withdrawn_at is null
  and recording_parts.removed_at is null;

create view recording_pieces_for_researchers as
select recording_pieces.*
from recording_pieces
join recording_parts_for_researchers as parts
  on parts.study_id = recording_pieces.study_id and parts.id = recording_pieces.part_id;

-- All that a quotation can be given: the sides of the model, the categories, and the codes that the team made.
create view codebook as
select id, study_id, 'element' as kind, 0 as place, name, explanation, position, 1 as version from elements
union all
select id, study_id, 'category' as kind, 1 as place, name, explanation, position, 1 as version from categories
union all
select id, study_id, 'free' as kind, 2 as place, name, explanation, 0 as position, version from codes
where name is not null;

-- Quotations of texts that are in sight and that were not taken back, each with whose words they are and with its
-- photo, if that is in sight too.
create view quotations_for_researchers as
select quotations.*, materials.person_id, materials.title, photos.id as photo_id
from quotations
join materials_for_researchers as materials
  on materials.study_id = quotations.study_id and materials.id = quotations.material_id
left join quotation_photos
  on quotation_photos.study_id = quotations.study_id and quotation_photos.quotation_id = quotations.id
left join photos_for_researchers as photos
  on photos.study_id = quotation_photos.study_id and photos.id = quotation_photos.photo_id
where quotations.withdrawn_at is null;

create view codings_for_researchers as
select codings.*
from codings
join quotations_for_researchers as quotations
  on quotations.study_id = codings.study_id and quotations.id = codings.quotation_id;

-- In which talks something is coded.
create view coded_talks as
select distinct texts.study_id, texts.interview_id
from interview_texts_for_researchers as texts
join quotations_for_researchers as quotations
  on quotations.study_id = texts.study_id and quotations.material_id = texts.material_id
join codings_for_researchers as codings
  on codings.study_id = quotations.study_id and codings.quotation_id = quotations.id;

-- Of which talks something was asked, and all of it answered.
create view answered_talks as
select texts.study_id, texts.interview_id
from interview_texts_for_researchers as texts
join quotations_for_researchers as quotations
  on quotations.study_id = texts.study_id and quotations.material_id = texts.material_id
where quotations.wished_at is not null
group by texts.study_id, texts.interview_id
having count(quotations.answer) = count(*);

-- How much is asked of each person, and how much of it is answered: of sentences, and of photos that can go anywhere.
create view asked_things as
select asked.study_id, asked.person_id, count(*) as asked, count(asked.answer) as answered
from (
  select study_id, person_id, answer from quotations_for_researchers
  where wished_at is not null and person_id is not null
  union all
  select study_id, person_id, answer from photos_for_researchers
  where wished_at is not null and most_place > 0
) as asked
group by asked.study_id, asked.person_id;

-- By which day those read back who take part, and how much of what is asked of them is answered.
create view readings_back as
select dates.study_id, dates.person_id, dates.read_by, dates.asked_at, dates.mailed_at, dates.reminded_at,
  coalesce(things.asked, 0) as asked, coalesce(things.answered, 0) as answered
from reading_dates as dates
join consents on consents.study_id = dates.study_id and consents.person_id = dates.person_id
left join asked_things as things on things.study_id = dates.study_id and things.person_id = dates.person_id
where consents.takes_part = 1;

-- What is said of passages of texts in sight.
create view passages_for_researchers as
select passages.*
from passages
join materials_for_researchers as materials
  on materials.study_id = passages.study_id and materials.id = passages.material_id;

-- The texts in sight that their person may read whole, up to and including a day.
create view opened_texts_for_researchers as
select opened_texts.*
from opened_texts
join materials_for_researchers as materials
  on materials.study_id = opened_texts.study_id and materials.id = opened_texts.material_id;

-- What others would see of each quotation if its person says that it is fine: the words, and whose they are only where
-- that person asked for it.
create view quotations_if_given as
select quotations.id, quotations.study_id, quotations.words,
  case when quotations.with_name = 1 then people.name end as name
from quotations_for_researchers as quotations
join people on people.study_id = quotations.study_id and people.id = quotations.person_id;

-- Quotations that may leave the researchers: those of which their person said that it is fine.
create view quotations_shared as
select given.id, given.study_id, given.words, given.name, rungs.place as rung_place
from quotations_if_given as given
join quotations_for_researchers as quotations
  on quotations.study_id = given.study_id and quotations.id = given.id
join rungs on rungs.code = quotations.rung
where quotations.answer = 'fine';

create view quotations_for_participants as
select id, study_id, words, cast(null as text) as name from quotations_shared where rung_place >= 1;

create view quotations_for_leaders as
select id, study_id, words, name from quotations_shared where rung_place >= 2;

create view quotations_for_everyone as
select id, study_id, words, name from quotations_shared where rung_place >= 3;

-- The evidence of findings, as far as each rung may see it.
create view finding_quotations_for_researchers as
select finding_quotations.finding_id, quotations.*
from finding_quotations
join quotations_for_researchers as quotations
  on quotations.study_id = finding_quotations.study_id and quotations.id = finding_quotations.quotation_id;

create view finding_quotations_for_participants as
select finding_quotations.finding_id, quotations.*
from finding_quotations
join quotations_for_participants as quotations
  on quotations.study_id = finding_quotations.study_id and quotations.id = finding_quotations.quotation_id;

create view finding_quotations_for_leaders as
select finding_quotations.finding_id, quotations.*
from finding_quotations
join quotations_for_leaders as quotations
  on quotations.study_id = finding_quotations.study_id and quotations.id = finding_quotations.quotation_id;

create view finding_quotations_for_everyone as
select finding_quotations.finding_id, quotations.*
from finding_quotations
join quotations_for_everyone as quotations
  on quotations.study_id = finding_quotations.study_id and quotations.id = finding_quotations.quotation_id;

create view finding_photos_for_researchers as
select finding_photos.finding_id, photos.*
from finding_photos
join photos_for_researchers as photos
  on photos.study_id = finding_photos.study_id and photos.id = finding_photos.photo_id;

create view finding_photos_for_participants as
select finding_photos.finding_id, photos.*
from finding_photos
join photos_for_participants as photos
  on photos.study_id = finding_photos.study_id and photos.id = finding_photos.photo_id;

create view finding_photos_for_leaders as
select finding_photos.finding_id, photos.*
from finding_photos
join photos_for_leaders as photos
  on photos.study_id = finding_photos.study_id and photos.id = finding_photos.photo_id;

create view finding_photos_for_everyone as
select finding_photos.finding_id, photos.*
from finding_photos
join photos_for_everyone as photos
  on photos.study_id = finding_photos.study_id and photos.id = finding_photos.photo_id;

-- What stands in a guide from the moment it is published: all findings that are ready, and all recommendations.
create view guide_findings as
select guides.study_id, findings.id as finding_id
from guides
join findings on findings.study_id = guides.study_id
where guides.published_at is not null and findings.state = 'ready';

create view guide_recommendations as
select guides.study_id, recommendations.id as recommendation_id
from guides
join recommendations on recommendations.study_id = guides.study_id
where guides.published_at is not null;

-- How far each thing in sight goes beyond the researchers: what is fine, as far as it can go. A photo knows its own
-- order among those of its person, so that it can be told from the others when nothing of it is left; sentences come as
-- their person reads them back, and then those that nobody asked about.
create view things_in_sight as
select quotations.study_id, quotations.person_id, 'quotation' as kind, quotations.id as thing_id,
  case when quotations.wished_at is null then 1 else 0 end as position,
  coalesce(quotations.wished_at, quotations.made_at) as since,
  case when quotations.answer = 'fine' then rungs.place else 0 end as rung_place
from quotations_for_researchers as quotations
join rungs on rungs.code = quotations.rung
union all
select photos.study_id, photos.person_id, photos.kind, photos.id as thing_id,
  photos.position, photos.added_at as since,
  case when photos.answer = 'fine' then
    case when photos.most_place < rungs.place then photos.most_place else rungs.place end
  else 0 end as rung_place
from photos_for_researchers as photos
join rungs on rungs.code = photos.rung;

-- At which findings each of them stands.
create view evidence_in_sight as
select things.study_id, things.person_id, things.thing_id, things.rung_place, finding_quotations.finding_id
from things_in_sight as things
join finding_quotations
  on finding_quotations.study_id = things.study_id and finding_quotations.quotation_id = things.thing_id
union all
select things.study_id, things.person_id, things.thing_id, things.rung_place, finding_photos.finding_id
from things_in_sight as things
join finding_photos on finding_photos.study_id = things.study_id and finding_photos.photo_id = things.thing_id;

-- Which action point rests on which finding, by hand or through its development point.
create view action_edges as
select study_id, action_id, finding_id from action_findings
union
select action_points.study_id, action_points.id as action_id, point_findings.finding_id
from action_points
join point_findings
  on point_findings.study_id = action_points.study_id and point_findings.point_id = action_points.point_id;

-- Where others can see each thing now: the sessions that were opened, what was taken up, the meetings whose papers were
-- shared, the published guide. `beside` is the finding at which it stands there.
create view places_shown as
select evidence.study_id, evidence.person_id, evidence.thing_id, 'session' as place, sessions.id as place_id,
  sessions.kind as words, sessions.held_on, findings.title as beside
from evidence_in_sight as evidence
join findings on findings.study_id = evidence.study_id and findings.id = evidence.finding_id
join session_findings as chosen
  on chosen.study_id = evidence.study_id and chosen.finding_id = evidence.finding_id
join feedback_sessions as sessions on sessions.study_id = chosen.study_id and sessions.id = chosen.session_id
join rungs on rungs.code = sessions.rung
where evidence.rung_place >= rungs.place and sessions.state <> 'prepared'
union all
select evidence.study_id, evidence.person_id, evidence.thing_id, 'action' as place, actions.id as place_id,
  actions.title as words, null as held_on, findings.title as beside
from evidence_in_sight as evidence
join findings on findings.study_id = evidence.study_id and findings.id = evidence.finding_id
join action_edges as edges on edges.study_id = evidence.study_id and edges.finding_id = evidence.finding_id
join action_points as actions on actions.study_id = edges.study_id and actions.id = edges.action_id
where evidence.rung_place >= 2 and findings.state = 'ready' and actions.owner_id is not null and actions.said_yes = 1
union all
select evidence.study_id, evidence.person_id, evidence.thing_id, 'meeting' as place, meetings.id as place_id,
  meetings.name as words, meetings.held_on, findings.title as beside
from evidence_in_sight as evidence
join findings on findings.study_id = evidence.study_id and findings.id = evidence.finding_id
join meetings on meetings.study_id = evidence.study_id
where evidence.rung_place >= 2 and findings.state = 'ready' and meetings.state <> 'draft'
union all
select evidence.study_id, evidence.person_id, evidence.thing_id, 'guide' as place, guides.study_id as place_id,
  guides.title as words, null as held_on, findings.title as beside
from evidence_in_sight as evidence
join findings on findings.study_id = evidence.study_id and findings.id = evidence.finding_id
join guide_findings on guide_findings.study_id = findings.study_id and guide_findings.finding_id = findings.id
join guides on guides.study_id = evidence.study_id
where evidence.rung_place >= 3
union all
select things.study_id, things.person_id, things.thing_id, 'guide' as place, guides.study_id as place_id,
  guides.title as words, null as held_on, '' as beside
from things_in_sight as things
join guide_photos on guide_photos.study_id = things.study_id and guide_photos.photo_id = things.thing_id
join guides on guides.study_id = things.study_id
where things.rung_place >= 3 and guides.published_at is not null;

-- Seats to which the team shut the way in: their links were revoked, and none was made since.
create view revoked_seats as
select distinct study_id, person_id, role
from links
where ended_why = 'revoked' and not exists (
  select 1 from links as still
  where still.study_id = links.study_id and still.person_id = links.person_id and still.role = links.role
    and still.ended_at is null
);

-- On which day each person has the first talk, and whether one was held; which day it is now, no view knows.
create view first_talks as
select study_id, person_id, min(held_on) as talk_on, max(case when state = 'planned' then 0 else 1 end) as is_held
from interviews_for_researchers
group by study_id, person_id;

-- How the invitations by mail to each person stand. What was kept here, as there was no mail server, never left.
create view mailed_invitations as
select study_id, person_id,
  max(case when state = 'waiting' then 1 else 0 end) as waits,
  max(case when state = 'sending' then 1 else 0 end) as is_sending,
  max(case when state = 'sent' then 1 else 0 end) as is_sent,
  max(case when state = 'sent' and coalesce(was_kept, 0) = 0 then 1 else 0 end) as has_left,
  max(case when state = 'sent' then sent_at end) as sent_at
from mails
where template = 'invitation' and role = 'participant'
group by study_id, person_id;

-- Whose personal links there are, and whether one was opened or stands on a card: that one came to hand.
create view ways_in as
select study_id, person_id,
  max(case when opened_at is not null or code_hash is not null then 1 else 0 end) as is_known
from links
where role = 'participant'
group by study_id, person_id;

-- Who may still be reminded: was asked, has an address and a way in, and has neither said no, stopped, nor said that all
-- photos are in. From the day of the first talk on there is nothing to remind of, and before the invitation arrived
-- there is nothing either.
create view people_to_remind as
select participants.study_id, participants.person_id, participants.number, people.name, people.email, people.language,
  consents.takes_part, coalesce(had.times, 0) as had, had.last_at, talks.talk_on, participants.invited_at,
  invitations.sent_at, invitations.waits, invitations.is_sending, invitations.is_sent, invitations.has_left,
  ways_in.is_known
from participants
join people on people.study_id = participants.study_id and people.id = participants.person_id
left join consents on consents.study_id = participants.study_id and consents.person_id = participants.person_id
left join (
  select study_id, person_id, max(nth) as times, max(at) as last_at from reminders group by study_id, person_id
) as had on had.study_id = participants.study_id and had.person_id = participants.person_id
left join first_talks as talks
  on talks.study_id = participants.study_id and talks.person_id = participants.person_id
left join mailed_invitations as invitations
  on invitations.study_id = participants.study_id and invitations.person_id = participants.person_id
left join ways_in on ways_in.study_id = participants.study_id and ways_in.person_id = participants.person_id
where participants.invited_at is not null and participants.ready_at is null and people.email is not null
  and (consents.takes_part is null or consents.takes_part = 1)
  and not exists (
    select 1 from revoked_seats
    where revoked_seats.study_id = participants.study_id and revoked_seats.person_id = participants.person_id
      and revoked_seats.role = 'participant'
  );

-- Recordings of talks, each with what decides when it goes: since when the text is confirmed, how many days it stays
-- after that, and whether its person still agrees to it, and if not, since when.
create view recordings_kept as
select interviews.study_id, interviews.id as interview_id, interviews.person_id, confirmed.confirmed_at,
  case when terms.study_id is null then 14 else terms.days end as days,
  case when consents.takes_part = 1 and consents.may_record = 1 and consents.words_withdrawn_at is null then 1 else 0 end
    as is_agreed,
  case when consents.takes_part = 1 and consents.may_record = 1 then consents.words_withdrawn_at else consents.at end
    as gone_at,
  (select max(parts.last_at) from recording_parts as parts
    where parts.study_id = interviews.study_id and parts.interview_id = interviews.id and parts.removed_at is null)
    as last_at
from interviews
left join consents on consents.study_id = interviews.study_id and consents.person_id = interviews.person_id
left join confirmed_texts as confirmed
  on confirmed.study_id = interviews.study_id and confirmed.interview_id = interviews.id
left join recording_terms as terms on terms.study_id = interviews.study_id
where exists (
  select 1 from recording_parts as parts
  where parts.study_id = interviews.study_id and parts.interview_id = interviews.id and parts.removed_at is null
);
