import enDoors from './en/doors.json' with { type: 'json' }
import enForm from './en/form.json' with { type: 'json' }
import enLayout from './en/layout.json' with { type: 'json' }
import enMail from './en/mail.json' with { type: 'json' }
import enMethod from './en/method.json' with { type: 'json' }
import enOverview from './en/overview.json' with { type: 'json' }
import enPeople from './en/people.json' with { type: 'json' }
import enStudy from './en/study.json' with { type: 'json' }
import nlDoors from './nl/doors.json' with { type: 'json' }
import nlForm from './nl/form.json' with { type: 'json' }
import nlLayout from './nl/layout.json' with { type: 'json' }
import nlMail from './nl/mail.json' with { type: 'json' }
import nlMethod from './nl/method.json' with { type: 'json' }
import nlOverview from './nl/overview.json' with { type: 'json' }
import nlPeople from './nl/people.json' with { type: 'json' }
import nlStudy from './nl/study.json' with { type: 'json' }

/** All texts, part by part. */
export const nl = {
  ...nlDoors,
  ...nlForm,
  ...nlLayout,
  ...nlMail,
  ...nlMethod,
  ...nlOverview,
  ...nlPeople,
  ...nlStudy,
}

/** The same in English. */
export const en = {
  ...enDoors,
  ...enForm,
  ...enLayout,
  ...enMail,
  ...enMethod,
  ...enOverview,
  ...enPeople,
  ...enStudy,
}
