-- Who replaced an earlier version of a text, where that is known.
alter table material_versions add column until_by text;

-- Where a quotation stands when its text was corrected: in the text (anchored), where other words are now that somebody
-- has to look at (review), nowhere any more (gone), or nowhere as was decided (kept). Of the last three the words are the
-- old ones. A quotation that is not in its text has offsets from 500,000,000 on, so that it is in nobody's way.
alter table quotations add column standing text not null default 'anchored'
  check (standing in ('anchored', 'review', 'gone', 'kept'));

-- Where the other words are that came in the place of a quotation that is to be looked at.
alter table quotations add column proposed_start integer;

alter table quotations add column proposed_end integer;

-- The version of its text for which the place of a quotation was last looked up; 0 where that never changed.
alter table quotations add column placed_for integer not null default 0;

create index quotations_to_review on quotations (study_id, standing);

drop trigger quoted_text_stays;

-- A text changes only after the place of each of its quotations was looked up for the version that it becomes. Blotting
-- out leaves the version and the length, and so each quotation where it stood.
create trigger quoted_text_stays before update of text on materials
when new.text <> old.text
  and (new.version <> old.version or length(new.text) <> length(old.text))
  and exists (
    select 1 from quotations
    where material_id = old.id and (new.version = old.version or placed_for <> new.version)
  )
begin
  select raise(abort, 'the quotations of this text do not stand in it any more');
end;
