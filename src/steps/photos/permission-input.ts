import { z } from 'zod'
import { oneOf, ReadBack, typedIn } from '../../http/form.ts'
import { asksWhetherRecognisable, type OnPhoto } from './rules.ts'

/** Only what may leave the researchers need be looked at for people: with another answer than "fine" nothing is asked. */
const Recognised = z.preprocess(
  (body) => {
    const { answer, recognisable } = typedIn(body)
    return { recognisable: answer === 'fine' ? recognisable : 'no' }
  },
  z.object({ recognisable: oneOf(['no', 'yes'], 'recognised.required') }),
)

/** What a participant says of a photo, a drawing or a text: of some photos also whether anybody can be recognised. */
const ReadBackPicture = z.intersection(ReadBack, Recognised)
const ReadBackOther = ReadBack.transform((said) => ({ ...said, recognisable: 'no' as const }))
export type ReadBackPhoto = z.infer<typeof ReadBackPicture>

/** The schema for what is said of this photo. */
export function readBackOf(photo: OnPhoto): z.ZodType<ReadBackPhoto> {
  return asksWhetherRecognisable(photo) ? ReadBackPicture : ReadBackOther
}
