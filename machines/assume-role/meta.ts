/** The panes of `assume-role`; `components/panes/assume-role` has exactly one component for each. */
export type AssumePaneId =
  | 'assume.looking'
  | 'assume.unfinished'
  | 'assume.part'
  | 'assume.form'
  | 'assume.choices'
  | 'assume.review'
  | 'assume.working'
  | 'assume.device'
  | 'assume.done';
