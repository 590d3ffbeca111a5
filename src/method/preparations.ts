/** What is settled before anybody is asked, in the order in which it is best settled. */
export const preparations = [
  'commissioner',
  'stopping',
  'works_councils',
  'privacy_officer',
  'dpia',
  'hours',
  'key_holder',
] as const
export type Preparation = (typeof preparations)[number]
