-- When a text was changed last, null where it is as it was proposed: one that is older than its other language says so.
alter table study_texts add column changed_at text;

-- When a mail was tried last, null before its first try. When it is tried next, or was sent, stands beside it.
alter table mails add column tried_at text;

-- The date is that for the photos, and no last day to choose. How long a link works, the page says itself.
update study_texts set text = replace(text, 'Kies voor {deadline}. De links', 'Doe je mee? Dan zien we je foto’s graag uiterlijk op {deadline}. De links')
where key = 'invitation.body' and language = 'nl';

update study_texts set text = replace(text, 'Please choose before {deadline}. The links', 'Will you take part? Then we would like your photos by {deadline} at the latest. The links')
where key = 'invitation.body' and language = 'en';

update study_texts set text = 'Wil je nog meedoen? We vragen de foto’s uiterlijk op {deadline}'
where key = 'invitationReminder.subject' and language = 'nl' and text = 'Wil je nog meedoen? Het kan tot {deadline}';

update study_texts set text = 'Would you still like to take part? We ask for the photos by {deadline}'
where key = 'invitationReminder.subject' and language = 'en' and text = 'Would you still like to take part? You can until {deadline}';

update study_texts set text = substr(text, 1, length(text) - length('..Bedenk je je? Je link blijft werken tot {deadline}.'))
where key = 'declined.text' and language = 'nl' and text like '%__Bedenk je je? Je link blijft werken tot {deadline}.';

update study_texts set text = substr(text, 1, length(text) - length('..Do you change your mind? Your link works until {deadline}.'))
where key = 'declined.text' and language = 'en' and text like '%__Do you change your mind? Your link works until {deadline}.';
