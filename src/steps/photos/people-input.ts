import { z } from 'zod'
import { oneOf, requiredText, ticked, typedIn } from '../../http/form.ts'
import { depictedKinds, permissions, rungs, youngKinds } from '../../method/lists.ts'

const Said = z.object({
  permission: oneOf(permissions, 'depicted.permissionRequired'),
  rung: oneOf(rungs, 'depicted.rungRequired').default('researchers'),
  guardian: ticked(),
})

/** What somebody who can be recognised on a photo said of it. Only "yes" opens it, and says how far. */
export type Permission = z.infer<typeof Permission>
export const Permission = Said.transform(closedUnlessYes)

/** The same with who it is. Of somebody who may be on no photo, nothing need be asked: it is no until it is yes. */
export type Depicted = z.infer<typeof Depicted>
export const Depicted = z.preprocess(
  (body) => {
    const { kind, permission } = typedIn(body)
    const isYoung = (youngKinds as readonly unknown[]).includes(kind)
    return isYoung && permission === undefined ? { ...typedIn(body), permission: 'no' } : body
  },
  Said.extend({
    kind: oneOf(depictedKinds, 'depicted.kindRequired'),
    who: requiredText('depicted.whoRequired', 60),
  }).transform(closedUnlessYes),
)

function closedUnlessYes<Given extends z.infer<typeof Said>>(said: Given): Given {
  return said.permission === 'yes' ? said : { ...said, rung: 'researchers' }
}

/** The boxes that say that the photo was looked at again: for nobody, and for somebody on the list. */
export const nobodyBox = 'nobody'
export const goneBox = (id: string) => `gone-${id}`

/** Whether a box was ticked. Who is on a photo keeps it in the talk, so nobody is taken off it by one button alone. */
export function lookedAgain(body: unknown, box: string): boolean {
  return Boolean(typedIn(body)[box])
}
