-- That the researchers asked a participant to make something on a photo unrecognisable. It goes when that is done, when
-- it is taken back, and with the photo.
create table blur_requests (
  study_id text not null,
  photo_id text not null,
  reason text not null,
  asked_at text not null,
  primary key (study_id, photo_id),
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade
);
