import { z } from 'zod'
import { oneOf, requiredText, ticked } from '../../http/form.ts'
import { depictedKinds, permissions, rungs } from '../../method/lists.ts'

const Said = z.object({
  permission: oneOf(permissions, 'depicted.permissionRequired'),
  rung: oneOf(rungs, 'depicted.rungRequired').default('researchers'),
  guardian: ticked(),
})

/** What somebody who can be recognised on a photo said of it. Only "yes" opens it, and says how far. */
export type Permission = z.infer<typeof Permission>
export const Permission = Said.transform(closedUnlessYes)

/** The same with who it is. */
export type Depicted = z.infer<typeof Depicted>
export const Depicted = Said.extend({
  kind: oneOf(depictedKinds, 'depicted.kindRequired'),
  who: requiredText('depicted.whoRequired', 60),
}).transform(closedUnlessYes)

function closedUnlessYes<Given extends z.infer<typeof Said>>(said: Given): Given {
  return said.permission === 'yes' ? said : { ...said, rung: 'researchers' }
}
