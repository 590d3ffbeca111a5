/** Why something that others could see went out of sight: by whom, and by what. */
export type TakenWhy =
  | 'removed'
  | 'leftOut'
  | 'team'
  | 'answer'
  | 'question'
  | 'replaced'
  | 'limits'
  | 'words'
  | 'stopped'
  | 'erased'
