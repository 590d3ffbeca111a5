/** Why something that others could see went out of sight: by whom, and by what. */
export const takenWhys = [
  'removed',
  'team',
  'answer',
  'question',
  'replaced',
  'limits',
  'words',
  'stopped',
  'erased',
] as const
export type TakenWhy = (typeof takenWhys)[number]
